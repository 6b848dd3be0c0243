package org.stellarticker.ingester.asset;

import java.time.Duration;
import java.util.Optional;

/** Why a stellar.toml cannot be had: it is not where it should be, it must not be fetched, or it is none. */
final class TomlException extends Exception {

    private static final long serialVersionUID = 1;

    /** What kind of fault, for whoever counts them. */
    enum Kind {
        /** The link leads where we do not go. */
        REFUSED,
        /** Nobody answers there, or not with a file. */
        UNREACHABLE,
        /** The domain says that there is none: 404 or 410. */
        ABSENT,
        /** What is there is no toml. */
        UNREADABLE,
        /** Its host was asked often enough for now. */
        POSTPONED
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    TomlException(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** @param retryAfter how long the domain asked us to wait */
    TomlException(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
