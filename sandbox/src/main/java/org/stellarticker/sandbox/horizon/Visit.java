package org.stellarticker.sandbox.horizon;

import java.util.List;
import java.util.Optional;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.JournalView;

/**
 * One request with its parameters.
 *
 * @param host name under which the sandbox was reached, without port
 * @param captured the parts of the path that the route leaves open
 * @param view the journal at the time of the request
 */
record Visit(Query query, String host, Optional<String> lastEventId, List<String> captured, JournalView view) {

    /**
     * Reads the paging parameters.
     *
     * @throws Problem when a paging parameter is not valid
     */
    PageQuery page() {
        return PageQuery.read(query, lastEventId, HistoryCursor.end(view));
    }
}
