package org.stellarticker.ingester.horizon;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.trade.RecordBody;

/**
 * How far a stream was read. An event moves the position when a later one stands behind it; until then it is stored, and
 * told again should the stream end. A stream may repeat events, and send two in the wrong order.
 */
final class StreamPositions {

    private final TradeId opened;
    private TradeId vouchedFor;
    private @Nullable TradeRecord last;

    /** @param opened the cursor with which the stream was opened */
    StreamPositions(TradeId opened) {
        this.opened = opened;
        this.vouchedFor = opened;
    }

    /** Returns the batch that events come to which follow on those before. */
    TradeBatch batch(List<TradeRecord> events, LedgerSequence newest) {
        var bounds = new PositionBounds(vouchedFor, PageOrder.ASCENDING, newest);
        var records = new ArrayList<TradeRecord>(events.size() + 1);
        if (last != null) {
            records.add(last);
        }
        int first = records.size();
        records.addAll(events);
        var positions = new Positions(records, bounds, opened);
        TradeBatch batch = positions.rest(first);
        vouchedFor = TradeId.parse(batch.upTo().value());
        TradeId seen = TradeId.parse(batch.seen().value());
        last = seen.equals(vouchedFor) ? null : TradeRecord.unreadable(seen, () -> RecordBody.of(""), "");
        return batch;
    }
}
