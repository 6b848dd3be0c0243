package org.stellarticker.db.trade;

import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A record that could not be read, or a trade that closed before the retention watermark.
 *
 * @param token its position in the stream; empty when it could not be read
 * @param body the record as it came; of one that could be read, the trade
 * @param reason what was expected and what was found
 */
public record RejectedTrade(Optional<PagingToken> token, RecordBody body, String reason, TradeSource source) {

    /** Creates a rejected trade whose body is text. */
    public RejectedTrade(Optional<PagingToken> token, String body, String reason, TradeSource source) {
        this(token, RecordBody.of(body), reason, source);
    }
}
