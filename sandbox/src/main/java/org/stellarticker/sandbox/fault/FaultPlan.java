package org.stellarticker.sandbox.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The faults to inject.
 *
 * @param seed decides which requests and trades are hit
 * @param requests one request in this many is hit
 * @param events one streamed trade in this many is hit
 * @param records one record in this many is wrong each time, as far as there are kinds that stay
 * @param counts the largest number of faults of each kind; of a kind that stays, of wrong records
 * @param staying the kinds of which a record that was wrong once is wrong each time
 */
public record FaultPlan(
        long seed, int requests, int events, int records, Map<FaultKind, Integer> counts, Set<FaultKind> staying) {

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int REQUESTS = 20;
    private static final int EVENTS = 50;
    private static final int RECORDS = 500;
    private static final String STAYS = "stays";
    private static final Set<String> RATES = Set.of("seed", "requests", "events", "records");

    public FaultPlan {
        counts = Map.copyOf(counts);
        staying = Set.copyOf(staying);
    }

    /** Creates a plan in which each fault passes. */
    public FaultPlan(long seed, int requests, int events, Map<FaultKind, Integer> counts) {
        this(seed, requests, events, RECORDS, counts, Set.of());
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
        int records = RECORDS;
        var counts = new EnumMap<FaultKind, Integer>(FaultKind.class);
        var staying = EnumSet.noneOf(FaultKind.class);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            Line line = line(text, i + 1);
            switch (line.word()) {
                case "seed" -> seed = line.number();
                case "requests" -> requests = Math.max(1, line.number());
                case "events" -> events = Math.max(1, line.number());
                case "records" -> records = Math.max(1, line.number());
                default -> {
                    FaultKind kind = kind(line.word(), i + 1);
                    counts.put(kind, line.number());
                    if (line.stays()) {
                        staying.add(requireStaying(kind, i + 1));
                    }
                }
            }
        }
        return new FaultPlan(seed, requests, events, records, counts, staying);
    }

    private record Line(String word, int number, boolean stays) {}

    private static Line line(String text, int number) {
        String[] words = text.split("\\s+", -1);
        boolean stays = words.length == 3 && words[2].equals(STAYS) && !RATES.contains(words[0]);
        try {
            if ((words.length == 2 || stays) && Integer.parseInt(words[1]) >= 0) {
                return new Line(words[0], Integer.parseInt(words[1]), stays);
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException(
                "line " + number
                        + ": expected a word and a whole number, such as \"duplicate 20\", and behind a kind of record \"stays\"");
    }

    private static FaultKind requireStaying(FaultKind kind, int line) {
        if (!kind.canStay()) {
            throw new IllegalArgumentException(
                    "line " + line + ": expected a fault of a record, which can stay so; " + kind.word() + " is none");
        }
        return kind;
    }

    private static FaultKind kind(String word, int line) {
        try {
            return FaultKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String kinds =
                    Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "line " + line + ": expected seed, requests, events, records or one of " + kinds, unknown);
        }
    }
}
