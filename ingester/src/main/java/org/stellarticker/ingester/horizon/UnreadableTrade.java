package org.stellarticker.ingester.horizon;

import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A record that stands where a trade should and cannot be read as one.
 *
 * @param token its place, when at least that can be read
 * @param body as sent
 */
public record UnreadableTrade(Optional<PagingToken> token, String body, String reason) {

    /** Reads a record that could not be read, from what was kept of it. */
    public static TradeBatch readAgain(Optional<PagingToken> token, String body) {
        return TradePage.readRecord(body, token.orElse(NOWHERE));
    }

    /** Where reading would go on, which nobody asks here. */
    private static final PagingToken NOWHERE = PagingToken.before(new LedgerSequence(1));
}
