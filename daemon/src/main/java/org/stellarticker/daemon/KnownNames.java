package org.stellarticker.daemon;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of settings that begin as ours do, so that a misspelt one is not silently without effect.
 *
 * <p>All programs are started with one environment, so that each must know the others' names, too.
 */
final class KnownNames {

    private static final List<String> PREFIXES = List.of("TICKER_", "HORIZON_", "SANDBOX_");

    private static final Set<String> EVERYONES = Set.of(
            "TICKER_PORT",
            "TICKER_HOME",
            "TICKER_BIND",
            "TICKER_STATE",
            "HORIZON_URL",
            "HORIZON_REQUESTS_PER_HOUR",
            "SANDBOX_PORT",
            "SANDBOX_LEDGER_SECONDS",
            "SANDBOX_TRADES_PER_SECOND",
            "SANDBOX_HISTORY_TRADES",
            "SANDBOX_SEED",
            "SANDBOX_REPLAY",
            "SANDBOX_FAULTS");

    private final Set<String> known = new TreeSet<>(EVERYONES);

    KnownNames(Collection<String> asked) {
        known.addAll(asked);
    }

    /** One line for each name of ours that is not known. */
    List<String> unknown(Collection<String> given) {
        return given.stream()
                .filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
                .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst("_FILE$", "")))
                .sorted()
                .map(name -> name + ": no such setting; did you mean " + nearest(name) + "?")
                .toList();
    }

    private String nearest(String name) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    /** Levenshtein's: how many letters must be put in, taken out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
