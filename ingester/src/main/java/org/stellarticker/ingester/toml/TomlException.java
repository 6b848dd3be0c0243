package org.stellarticker.ingester.toml;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Thrown when a stellar.toml is not available: it cannot be fetched, must not be fetched, or is not a toml. */
public final class TomlException extends Exception {

    private static final long serialVersionUID = 1;

    /** The kind of failure, for metrics and the database. */
    public enum Kind {
        /** The link leads to an address that must not be fetched. */
        REFUSED,
        /** The server does not answer, or not with a file. */
        UNREACHABLE,
        /** The server answers that there is no such file: 404 or 410. */
        ABSENT,
        /** The file is not a toml. */
        UNREADABLE,
        /** The limit of requests to the host is reached for now. */
        POSTPONED;

        /** Returns the name of the kind in metrics and the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    public TomlException(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** @param retryAfter the delay that the server demands */
    public TomlException(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
