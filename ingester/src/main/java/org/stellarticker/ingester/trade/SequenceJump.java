package org.stellarticker.ingester.trade;

import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.TradeBatch;

/**
 * Notices pages that begin far from where they were asked for. The market was quiet for so long, or the server is another
 * one behind the same address, with another history: it is asked who it is before such a page is stored.
 */
final class SequenceJump {

    /** An hour. */
    private static final long LEDGERS = 720;

    private @Nullable TradeId noticed;

    /** Whether a page is far from its place, and was not before. */
    boolean isNew(PagingToken position, TradeBatch page) {
        if (page.trades().isEmpty()) {
            return false;
        }
        TradeId first = page.trades().getFirst().id();
        long leapt = first.ledger().value()
                - TradeId.parse(position.value()).ledger().value();
        if (Math.abs(leapt) <= LEDGERS || first.equals(noticed)) {
            return false;
        }
        noticed = first;
        return true;
    }
}
