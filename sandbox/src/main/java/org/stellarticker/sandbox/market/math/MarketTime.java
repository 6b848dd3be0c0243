package org.stellarticker.sandbox.market.math;

import java.time.Duration;
import java.time.Instant;

/**
 * The time axis of the market: seconds since its history ended. Live ledgers count as one second each, however long
 * they took, so that neither a pause nor another rate makes a price jump.
 */
public final class MarketTime {

    public static final Duration HISTORY = Duration.ofDays(7);

    public static final int FIRST_LEDGER = 50_000_001;

    /** The interval of the history's ledgers: five or six seconds. */
    public static final int HISTORY_LEDGERS = 109_964;

    public static final int LAST_OF_HISTORY = FIRST_LEDGER + HISTORY_LEDGERS - 1;

    private MarketTime() {}

    public static long second(int ledger) {
        long live = (long) ledger - LAST_OF_HISTORY;
        return live >= 0 ? live : Math.floorDiv(live * HISTORY.toSeconds(), HISTORY_LEDGERS - 1);
    }

    /** Returns the close time of a ledger of the history that ended at that instant. */
    public static Instant closedAt(int ledger, Instant end) {
        return end.plusSeconds(second(ledger));
    }
}
