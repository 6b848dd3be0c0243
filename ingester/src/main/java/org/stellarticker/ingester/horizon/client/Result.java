package org.stellarticker.ingester.horizon.client;

import java.util.Optional;

/** The result of a request that gives up after a few tries. */
public sealed interface Result<T> {

    /** Horizon answered. */
    record Success<T>(T value) implements Result<T> {}

    /** There is no answer that can be used. */
    record Failure<T>(Cause cause, String reason) implements Result<T> {}

    /** Why there is no answer. */
    enum Cause {
        /** Horizon refused the request or cannot serve it; another try would give the same. */
        REFUSED,
        /** Horizon gave no usable answer; a later try may succeed. */
        UNANSWERED
    }

    /** Returns whether Horizon answered, be it with a refusal. */
    default boolean isAnswered() {
        return !(this instanceof Failure<T>(Cause cause, String _)) || cause == Cause.REFUSED;
    }

    /** Returns the answer; empty after a failure. */
    default Optional<T> find() {
        return this instanceof Success<T>(T value) ? Optional.of(value) : Optional.empty();
    }
}
