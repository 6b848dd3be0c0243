package org.stellarticker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * The command line: {@code [NAME...] [--scale N] [--minutes M]}.
 *
 * @param names each once, in the given order
 * @param lasting the length of timed measurements
 */
record Order(List<String> names, int scale, Duration lasting) {

    private static final int DEFAULT_SCALE = 1_000_000;
    private static final int LEAST_SCALE = 10_000;
    private static final int MOST_SCALE = 20_000_000;

    private static final int DEFAULT_MINUTES = 3;
    private static final int MOST_MINUTES = 10;

    /**
     * Reads the command line.
     *
     * @param known all benchmarks; without a name all are run
     * @throws IllegalArgumentException with a message that says what was expected
     */
    static Order parse(List<String> arguments, Collection<String> known) {
        var names = new ArrayList<String>();
        int scale = DEFAULT_SCALE;
        int minutes = DEFAULT_MINUTES;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals("--scale")) {
                scale = number(argument, rest, LEAST_SCALE, MOST_SCALE);
            } else if (argument.equals("--minutes")) {
                minutes = number(argument, rest, 1, MOST_MINUTES);
            } else if (!known.contains(argument)) {
                throw new IllegalArgumentException("expected " + String.join(", ", known)
                        + ", --scale N or --minutes M, found \"" + argument + "\"");
            } else if (!names.contains(argument)) {
                names.add(argument);
            }
        }
        return new Order(names.isEmpty() ? List.copyOf(known) : names, scale, Duration.ofMinutes(minutes));
    }

    private static int number(String option, Iterator<String> rest, int least, int most) {
        String found = rest.hasNext() ? rest.next() : "nothing";
        try {
            int number = Integer.parseInt(found);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException(
                option + ": expected a whole number from " + least + " to " + most + ", found \"" + found + "\"");
    }
}
