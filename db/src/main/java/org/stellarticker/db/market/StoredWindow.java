package org.stellarticker.db.market;

import java.time.Duration;

/** The windows that are stored for every market. */
public enum StoredWindow {
    DAY(24),
    WEEK(168);

    private final int hours;

    StoredWindow(int hours) {
        this.hours = hours;
    }

    /**
     * Returns the window of a length in hours.
     *
     * @throws IllegalArgumentException if none of this length is stored
     */
    public static StoredWindow ofHours(int hours) {
        for (StoredWindow window : values()) {
            if (window.hours == hours) {
                return window;
            }
        }
        throw new IllegalArgumentException("window: expected 24 or 168 hours, found " + hours);
    }

    public int hours() {
        return hours;
    }

    public Duration length() {
        return Duration.ofHours(hours);
    }
}
