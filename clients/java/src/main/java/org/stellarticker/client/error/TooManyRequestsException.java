package org.stellarticker.client.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 429, also after all attempts. */
public final class TooManyRequestsException extends ApiException {

    private static final long serialVersionUID = 1;

    TooManyRequestsException(
            int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(status, title, detail, faults, retryAfter);
    }
}
