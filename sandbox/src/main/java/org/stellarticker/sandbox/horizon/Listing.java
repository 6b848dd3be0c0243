package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.journal.JournalView;

/** A list of records with filters already read; Horizon pages it, and streams some. */
@FunctionalInterface
interface Listing {

    /**
     * Hands the page's records to the sink, in the page's order, from its cursor on, until the sink has had enough.
     *
     * @throws Problem when the cursor cannot be used
     */
    void list(JournalView view, PageQuery page, RecordSink sink);
}
