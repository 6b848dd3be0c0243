package org.stellarticker.sandbox.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The faults to inject.
 *
 * @param seed decides which requests and trades are hit
 * @param requests one request in this many is hit
 * @param events one streamed trade in this many is hit
 * @param counts the largest number of faults of each kind
 */
public record FaultPlan(long seed, int requests, int events, Map<FaultKind, Integer> counts) {

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int REQUESTS = 20;
    private static final int EVENTS = 50;

    public FaultPlan {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads the setting: a seed, which injects every kind except a moved history and another network without end; or
     * the file of a plan.
     *
     * @throws IllegalArgumentException with a message that says what was expected
     */
    public static FaultPlan parse(String setting) {
        if (setting.matches("-?[0-9]{1,18}")) {
            var counts = new EnumMap<FaultKind, Integer>(FaultKind.class);
            for (FaultKind kind : FaultKind.values()) {
                counts.put(kind, UNLIMITED);
            }
            // It makes the ticker report a gap that does not exist.
            counts.remove(FaultKind.HISTORY_MOVED);
            // A ticker that meets it at its start treats it as a fault of its settings.
            counts.remove(FaultKind.OTHER_NETWORK);
            return new FaultPlan(Long.parseLong(setting), REQUESTS, EVENTS, counts);
        }
        try {
            return read(Files.readAllLines(Path.of(setting)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("expected a seed, or the file of a plan", unreadable);
        }
    }

    /**
     * Reads the lines of a plan.
     *
     * @throws IllegalArgumentException when a line is not valid; the message names the line
     */
    static FaultPlan read(List<String> lines) {
        long seed = 1;
        int requests = REQUESTS;
        int events = EVENTS;
        var counts = new EnumMap<FaultKind, Integer>(FaultKind.class);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] words = line.split("\\s+");
            int number = number(words, i + 1);
            switch (words[0]) {
                case "seed" -> seed = number;
                case "requests" -> requests = Math.max(1, number);
                case "events" -> events = Math.max(1, number);
                default -> counts.put(kind(words[0], i + 1), number);
            }
        }
        return new FaultPlan(seed, requests, events, counts);
    }

    private static int number(String[] words, int line) {
        try {
            if (words.length == 2 && Integer.parseInt(words[1]) >= 0) {
                return Integer.parseInt(words[1]);
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException(
                "line " + line + ": expected a word and a whole number, such as \"duplicate 20\"");
    }

    private static FaultKind kind(String word, int line) {
        try {
            return FaultKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String kinds =
                    Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "line " + line + ": expected seed, requests, events or one of " + kinds, unknown);
        }
    }
}
