package org.stellarticker.marketdata.part;

import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.legacy.LegacyBooks;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** All order books, with the legacy sums. */
public record LegacyBooksPart() implements SnapshotPart<LegacyBooks> {

    private static final OrderBookStore BOOKS = new OrderBookStore();

    @Override
    public LegacyBooks read(SnapshotRead in) {
        return LegacyBooks.of(BOOKS.list(in.tx()));
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
