package org.stellarticker.db.copy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order in which tables can be filled: each after those that its foreign keys name. */
final class TableOrder {

    private TableOrder() {}

    static List<CopiedTable> of(List<CopiedTable> tables) {
        var left = new ArrayList<>(tables);
        var ordered = new ArrayList<CopiedTable>();
        Set<String> placed = new HashSet<>();
        while (!left.isEmpty()) {
            List<CopiedTable> next = left.stream()
                    .filter(table -> placed.containsAll(table.needs()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("foreign keys in a circle: " + left);
            }
            left.removeAll(next);
            ordered.addAll(next);
            next.forEach(table -> placed.add(table.name()));
        }
        return ordered;
    }
}
