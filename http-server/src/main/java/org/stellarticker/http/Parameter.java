package org.stellarticker.http;

import java.util.Optional;

/**
 * A parameter of a request that was looked up. One that cannot be used was noted, and counts as not given.
 *
 * @param <T> the type of its value
 */
public final class Parameter<T> {

    private final Optional<T> value;
    private final Runnable noteMissing;

    /** @param noteMissing notes that the parameter is needed; does nothing when another fault was noted */
    Parameter(Optional<T> value, Runnable noteMissing) {
        this.value = value;
        this.noteMissing = noteMissing;
    }

    public Optional<T> optional() {
        return value;
    }

    public T or(T defaultValue) {
        return value.orElse(defaultValue);
    }

    /** Returns the value; a placeholder that never leaves {@link RequestParameters#read} when there is none. */
    @SuppressWarnings("NullAway")
    public T required() {
        if (value.isEmpty()) {
            noteMissing.run();
        }
        return value.orElse(null);
    }
}
