package org.stellarticker.ingester.horizon.read.trade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.RecordBody;

/**
 * The position of a stream. An event moves the position once a later event confirms it. Until then its trade is stored, and
 * read again if the stream ends. A stream may repeat events, and send two of them in the wrong order.
 */
final class StreamPositions {

    private final TradeId opened;
    private TradeId confirmed;
    private @Nullable TradeRecord last;

    /** @param opened the cursor with which the stream was opened */
    StreamPositions(TradeId opened) {
        this.opened = opened;
        this.confirmed = opened;
    }

    /** Returns the batch of events that follow those of the call before. */
    TradeBatch batch(List<TradeRecord> events, LedgerSequence newest) {
        var bounds = new PositionBounds(confirmed, PositionOrder.ASCENDING, newest);
        var records = new ArrayList<TradeRecord>(events.size() + 1);
        if (last != null) {
            records.add(last);
        }
        int first = records.size();
        records.addAll(events);
        var positions = new Positions(records, bounds, opened);
        TradeBatch batch = positions.rest(first);
        confirmed = TradeId.parse(batch.upTo().value());
        TradeId seen = TradeId.parse(batch.seen().value());
        last = seen.equals(confirmed) ? null : TradeRecord.unreadable(seen, () -> RecordBody.of(""), "");
        return batch;
    }
}
