package org.stellarticker.ingester.trade;

import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;

/**
 * Detects pages that begin far from the requested position. Either the market was quiet for so long, or another server with
 * another history answers at the same address. The server is revalidated before such a page is stored.
 */
final class SequenceJump {

    /** An hour. */
    private static final long LEDGERS = 720;

    private @Nullable TradeId detected;

    /** Returns true the first time that a page begins far from the requested position. */
    boolean detect(PagingToken position, TradeBatch page) {
        if (page.trades().isEmpty()) {
            return false;
        }
        TradeId first = page.trades().getFirst().id();
        long ledgers = first.ledger().value()
                - TradeId.parse(position.value()).ledger().value();
        if (Math.abs(ledgers) <= LEDGERS || first.equals(detected)) {
            return false;
        }
        detected = first;
        return true;
    }
}
