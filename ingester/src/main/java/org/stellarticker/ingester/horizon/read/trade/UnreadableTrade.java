package org.stellarticker.ingester.horizon.read.trade;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.json.ReasonText;
import org.stellarticker.ingester.horizon.json.Sizes;

/**
 * A record of {@code /trades} that cannot be read as a trade, or whose token is not its position.
 *
 * @param token the position, when it can be read and is within the bounds of the answer
 * @param body the record verbatim; the beginning of one that is too large
 * @param reason what was expected and what was found, shortened
 */
public record UnreadableTrade(Optional<PagingToken> token, RecordBody body, String reason) {

    public UnreadableTrade {
        reason = ReasonText.shortened(reason);
        if (body.length() > Sizes.LARGEST_RECORD) {
            body = body.head(Sizes.KEPT_OF_LARGER);
        }
    }

    /**
     * Parses a rejected record again. A record that was kept without a position stays unreadable, since the records around
     * it, which would confirm its token, are no longer known.
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

    /** The position of a batch of one record, which no read resumes from. */
    private static final PagingToken NOWHERE = PagingToken.before(new LedgerSequence(1));
}
