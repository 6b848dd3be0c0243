package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.journal.JournalView;

/** Lists {@code /ledgers}, also those without trades. */
final class LedgerListing implements Listing {

    private final LedgerJson json;

    LedgerListing(LedgerJson json) {
        this.json = json;
    }

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        long toid = HistoryCursor.of(page, view).toid();
        boolean ascending = page.order() == Order.ASC;
        // A ledger's position is its own id; a cursor within the ledger comes after it.
        long sequence = ascending
                ? Math.max((toid >>> 32) + 1, view.elder())
                : Math.min((toid & 0xffffffffL) == 0 ? (toid >>> 32) - 1 : toid >>> 32, view.latest());
        boolean more = true;
        while (more && sequence >= view.elder() && sequence <= view.latest()) {
            var ledger = view.ledger((int) sequence);
            more = sink.record(Long.toString(sequence << 32), to -> json.write(to, ledger));
            sequence += ascending ? 1 : -1;
        }
    }
}
