package org.stellarticker.sandbox.horizon;

import java.util.List;
import java.util.Optional;
import org.stellarticker.sandbox.journal.JournalView;

/**
 * One request, read.
 *
 * @param host name under which the sandbox was reached, without port
 * @param captured the parts of the path that the route leaves open
 * @param view what the journal held when the request came
 */
record Visit(Query query, String host, Optional<String> lastEventId, List<String> captured, JournalView view) {

    /** @throws Problem when a paging parameter cannot be used */
    PageQuery page() {
        return PageQuery.read(query, lastEventId, HistoryCursor.end(view));
    }
}
