package org.stellarticker.graphqlserver.stream;

import java.util.HashMap;
import java.util.Map;
import org.stellarticker.marketdata.stream.Selection;

/** Counts the selections that each client follows: every different one is read by itself. */
final class ClientSelections {

    /** More than a page that shows some hundred markets needs. */
    static final int MOST = 500;

    private final Map<String, Map<Selection, Integer>> followed = new HashMap<>();

    void admit(String client, Selection selection) throws TooManySelections {
        Map<Selection, Integer> own = followed.getOrDefault(client, Map.of());
        if (own.size() >= MOST && !own.containsKey(selection)) {
            throw new TooManySelections(MOST);
        }
    }

    void add(String client, Selection selection) {
        followed.computeIfAbsent(client, _ -> new HashMap<>()).merge(selection, 1, Integer::sum);
    }

    void remove(String client, Selection selection) {
        followed.computeIfPresent(client, (_, own) -> {
            own.computeIfPresent(selection, (_, count) -> count == 1 ? null : count - 1);
            return own.isEmpty() ? null : own;
        });
    }
}
