package org.stellarticker.db.trade;

import java.util.List;

/**
 * What became of trades that were to be stored.
 *
 * @param count how many were new
 * @param conflicts those told with other values than stored, as far as that was not known yet
 */
public record StoredTrades(int count, List<TradeConflict> conflicts) {

    static final StoredTrades NONE = new StoredTrades(0, List.of());
}
