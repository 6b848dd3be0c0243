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

    public int hours() {
        return hours;
    }

    public Duration length() {
        return Duration.ofHours(hours);
    }
}
