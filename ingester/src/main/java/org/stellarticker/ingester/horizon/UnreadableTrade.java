package org.stellarticker.ingester.horizon;

import java.time.Clock;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.trade.RecordBody;

/**
 * A record that stands where a trade should and cannot be read as one.
 *
 * @param token its place, when at least that can be read
 * @param body as sent; of one that is too large its beginning
 * @param reason what was expected and what was found, cut where it goes on for long
 */
public record UnreadableTrade(Optional<PagingToken> token, RecordBody body, String reason) {

    /** Lines of logs, rows and status show it. */
    private static final int LONGEST_REASON = 300;

    public UnreadableTrade {
        reason = shortened(reason);
        if (body.length() > Sizes.LARGEST_RECORD) {
            body = body.head(Sizes.KEPT_OF_LARGER);
        }
    }

    /** Reads a record that could not be read, from what was kept of it. */
    public static TradeBatch readAgain(Optional<PagingToken> token, RecordBody body, Clock clock) {
        return TradePage.readRecord(body, token.orElse(NOWHERE), new CloseTimes(clock));
    }

    static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON) + "… (" + reason.length() + " characters)";
    }

    /** Where reading would go on, which nobody asks here. */
    private static final PagingToken NOWHERE = PagingToken.before(new LedgerSequence(1));
}
