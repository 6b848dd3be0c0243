package org.stellarticker.ingester.horizon;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.RecordBody;

/**
 * A record that stands where a trade should and cannot be read as one, or does not stand where its token says.
 *
 * @param token its position, when that can be read and is within the bounds of the answer
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

    /**
     * Reads a record that could not be read, from what was kept of it. One that was kept without a position stays as it is:
     * the records around it, which would vouch for its token, are not known any more.
     */
    public static TradeBatch readAgain(Optional<PagingToken> token, RecordBody body, Clock clock) {
        TradeRecord record = TradePage.readRecord(body, new CloseTimes(clock));
        if (record.trade() == null) {
            return new TradeBatch(List.of(), List.of(record.unreadable()), NOWHERE, NOWHERE);
        }
        TradeId stated = record.trade().id();
        if (token.isPresent() && token.get().equals(stated.token())) {
            return new TradeBatch(List.of(record.trade()), List.of(), NOWHERE, NOWHERE);
        }
        String reason = "paging_token: expected the position with which the record was kept, "
                + token.map(PagingToken::value).orElse("none") + "; found " + stated;
        return new TradeBatch(List.of(), List.of(new UnreadableTrade(token, body, reason)), NOWHERE, NOWHERE);
    }

    static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON) + "… (" + reason.length() + " characters)";
    }

    /** The batches of single records are followed by nobody. */
    private static final PagingToken NOWHERE = PagingToken.before(new LedgerSequence(1));
}
