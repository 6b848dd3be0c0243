package org.stellarticker.ingester;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The time range of a requested backfill.
 *
 * @param from inclusive
 * @param to exclusive
 */
record BackfillRange(Instant from, Instant to) {

    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String TIME = "a time such as 2026-03-01T12:00:00Z or 2026-03-01";

    /**
     * Reads {@code --from TIME --to TIME}, in any order, also as {@code --from=TIME}.
     *
     * @param faults gets a line for each argument that cannot be used
     * @param now the latest end of a backfill
     * @return empty when there is any fault
     */
    static Optional<BackfillRange> read(List<String> arguments, Instant now, List<String> faults) {
        Map<String, String> given = options(arguments, faults);
        Optional<Instant> from = time(FROM, given, faults);
        Optional<Instant> to = time(TO, given, faults);
        if (from.isEmpty() || to.isEmpty() || !faults.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(now)) {
            faults.add(FROM + ": expected a time before now (" + now + "), found \"" + given.get(FROM) + "\"");
        } else if (!from.get().isBefore(to.get())) {
            faults.add(FROM + ": expected a time before " + TO + " (" + given.get(TO) + "), found \"" + given.get(FROM)
                    + "\"");
        }
        Instant end = to.get().isBefore(now) ? to.get() : now;
        return faults.isEmpty() ? Optional.of(new BackfillRange(from.get(), end)) : Optional.empty();
    }

    private static Map<String, String> options(List<String> arguments, List<String> faults) {
        Map<String, String> given = new LinkedHashMap<>();
        int next = 0;
        while (next < arguments.size()) {
            String argument = arguments.get(next++);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!name.equals(FROM) && !name.equals(TO)) {
                faults.add("expected " + FROM + " TIME and " + TO + " TIME, found \"" + argument + "\"");
                continue;
            }
            String value = "";
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (next < arguments.size() && !arguments.get(next).startsWith("--")) {
                value = arguments.get(next++);
            }
            if (given.putIfAbsent(name, value) != null) {
                faults.add(name + ": expected once, found twice");
            }
        }
        return given;
    }

    private static Optional<Instant> time(String name, Map<String, String> given, List<String> faults) {
        String text = given.getOrDefault(name, "");
        if (text.isEmpty()) {
            faults.add(name + ": expected " + TIME + ", found none");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException notATime) {
            faults.add(name + ": expected " + TIME + ", found \"" + text + "\"");
            return Optional.empty();
        }
    }
}
