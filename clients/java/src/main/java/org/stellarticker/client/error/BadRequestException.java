package org.stellarticker.client.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 400: a parameter cannot be used. */
public final class BadRequestException extends ApiException {

    private static final long serialVersionUID = 1;

    BadRequestException(int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(status, title, detail, faults, retryAfter);
    }
}
