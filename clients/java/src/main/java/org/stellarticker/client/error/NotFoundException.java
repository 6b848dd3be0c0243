package org.stellarticker.client.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 404: the address has the right form, but what it names is not there, such as a market that never traded. */
public final class NotFoundException extends ApiException {

    private static final long serialVersionUID = 1;

    NotFoundException(int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(status, title, detail, faults, retryAfter);
    }
}
