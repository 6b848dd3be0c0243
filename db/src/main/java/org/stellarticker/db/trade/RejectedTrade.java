package org.stellarticker.db.trade;

import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A record that could not be read, or came when the trades of its day are kept no longer.
 *
 * @param token its place in the stream, when at least that could be read
 * @param body the record as it came; of one that could be read, the trade
 * @param reason what was expected and what was found
 */
public record RejectedTrade(Optional<PagingToken> token, RecordBody body, String reason, TradeSource source) {

    /** Of what is text for certain. */
    public RejectedTrade(Optional<PagingToken> token, String body, String reason, TradeSource source) {
        this(token, RecordBody.of(body), reason, source);
    }
}
