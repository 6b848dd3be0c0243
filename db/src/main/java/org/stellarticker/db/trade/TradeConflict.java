package org.stellarticker.db.trade;

import java.util.List;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.event.MarketHours;

/**
 * A trade that was received with other values than stored. History does not change, so one of the two versions is wrong;
 * {@code trade_conflict} keeps both.
 *
 * @param replaced whether the received version replaced the stored one, as a page's replaces the stream's
 * @param corrections the hours whose trades were replaced: of the stored market, and of the received one
 */
public record TradeConflict(TradeId id, boolean replaced, List<MarketHours> corrections) {

    public TradeConflict {
        corrections = List.copyOf(corrections);
    }

    /** Returns a conflict in which the stored version stays. */
    static TradeConflict kept(TradeId id) {
        return new TradeConflict(id, /* replaced= */ false, List.of());
    }
}
