package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.journal.JournalView;

/** A list of records with its filters; Horizon pages it, and streams some. */
@FunctionalInterface
interface Listing {

    /**
     * Passes the page's records to the sink, in the page's order, from its cursor on, until the sink wants no more.
     *
     * @throws Problem when the cursor is not valid
     */
    void list(JournalView view, PageQuery page, RecordSink sink);
}
