package org.stellarticker.sandbox.horizon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.sandbox.horizon.request.Problem;

/**
 * An address and its endpoint.
 *
 * @param parts of the path; {@code *} matches any
 * @param kind whether the answer belongs to one ledger's state, whose number is then sent in a header
 */
record Route(List<String> parts, Kind kind, Endpoint endpoint) {

    enum Kind {
        HISTORY,
        STATE
    }

    /** Answers requests. */
    @FunctionalInterface
    interface Endpoint {

        /**
         * Answers a request.
         *
         * @throws Problem when it cannot
         */
        Answer answer(Visit visit);
    }

    static Route history(String path, Endpoint endpoint) {
        return new Route(split(path), Kind.HISTORY, endpoint);
    }

    static Route state(String path, Endpoint endpoint) {
        return new Route(split(path), Kind.STATE, endpoint);
    }

    static List<String> split(String path) {
        return List.of(path.split("/", -1)).stream()
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Returns the parts that the stars match; empty when the path is another. */
    Optional<List<String>> match(List<String> path) {
        if (path.size() != parts.size()) {
            return Optional.empty();
        }
        List<String> captured = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).equals("*")) {
                captured.add(path.get(i));
            } else if (!parts.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(captured);
    }
}
