package org.stellarticker.client.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 502, 503 or 504, also after all attempts: the API, or its database, is away. */
public final class UnavailableException extends ApiException {

    private static final long serialVersionUID = 1;

    UnavailableException(int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(status, title, detail, faults, retryAfter);
    }
}
