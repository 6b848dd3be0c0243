package org.stellarticker.archiver;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a command: its name, its options with their values, and the others.
 *
 * @param bar whether to show a bar, for a terminal
 */
record CommandLine(String name, Map<String, String> options, List<String> days, boolean bar) {

    /** The word that asks for a bar instead of lines. */
    private static final String BAR = "--bar";

    /** Thrown for words that are not understood; the message is one line for people. */
    static final class WrongUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    static CommandLine read(List<String> words) {
        var rest = new ArrayList<>(words);
        boolean bar = rest.remove(BAR);
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        List<String> known = switch (name) {
            case "list" -> List.of();
            case "verify" -> List.of();
            case "export" -> List.of("--from", "--to", "--format");
            case "restore" -> List.of();
            default -> throw new WrongUse("expected list, verify, export or restore, found \"" + name + "\"");
        };
        var options = new HashMap<String, String>();
        var days = new ArrayList<String>();
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (known.contains(word)) {
                if (rest.isEmpty()) {
                    throw new WrongUse(word + ": expected a value");
                }
                options.put(word, rest.removeFirst());
            } else if (word.startsWith("-")) {
                throw new WrongUse(name + ": expected " + (known.isEmpty() ? "no options" : String.join(", ", known))
                        + ", found \"" + word + "\"");
            } else {
                days.add(word);
            }
        }
        return new CommandLine(name, options, days, bar);
    }

    /** Returns a required day (UTC) such as {@code 2026-11-01}. */
    LocalDate day(String option) {
        return date(
                option,
                Optional.ofNullable(options.get(option))
                        .orElseThrow(() -> new WrongUse(name + ": expected " + option + " DAY")));
    }

    /** Returns the days that stand without an option. */
    List<LocalDate> listDays() {
        return days.stream().map(day -> date(name, day)).toList();
    }

    /** Returns the one day that stands without an option. */
    LocalDate oneDay() {
        if (days.size() != 1) {
            throw new WrongUse(
                    name + ": expected one day such as 2026-11-01, found \"" + String.join(" ", days) + "\"");
        }
        return listDays().getFirst();
    }

    String format() {
        String format = options.getOrDefault("--format", "csv").toLowerCase(Locale.ROOT);
        if (!List.of("parquet", "csv", "ndjson").contains(format)) {
            throw new WrongUse("--format: expected parquet, csv or ndjson, found \"" + format + "\"");
        }
        return format;
    }

    private static LocalDate date(String name, String found) {
        try {
            return LocalDate.parse(found);
        } catch (DateTimeParseException e) {
            throw new WrongUse(name + ": expected a day such as 2026-11-01, found \"" + found + "\"");
        }
    }
}
