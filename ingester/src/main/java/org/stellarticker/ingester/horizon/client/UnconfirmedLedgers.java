package org.stellarticker.ingester.horizon.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.core.ledger.TradeId;

/**
 * Counts how often a position was met whose ledger Horizon did not confirm. A replica that is behind confirms it soon; a
 * record that lies is never confirmed, and must not stop the others for ever. Safe for use by many threads.
 */
final class UnconfirmedLedgers {

    private static final int MOST_TRIES = 3;

    private static final int REMEMBERED = 100;

    private final Map<TradeId, Integer> tries = new LinkedHashMap<>();

    /** Counts a position, and returns whether it is worth another try. */
    synchronized boolean mayBeConfirmed(TradeId position) {
        int tried = tries.merge(position, 1, Integer::sum);
        if (tries.size() > REMEMBERED) {
            tries.remove(tries.keySet().iterator().next());
        }
        return tried <= MOST_TRIES;
    }
}
