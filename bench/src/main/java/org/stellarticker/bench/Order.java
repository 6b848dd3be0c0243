package org.stellarticker.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for: {@code [NAME...] [--scale N]}.
 *
 * @param names each once, in the order given
 */
record Order(List<String> names, int scale) {

    private static final int DEFAULT_SCALE = 1_000_000;
    private static final int LEAST_SCALE = 10_000;
    private static final int MOST_SCALE = 7_000_000;

    /**
     * @param known all there are; without a name all are meant
     * @throws IllegalArgumentException with what was expected
     */
    static Order parse(List<String> arguments, Collection<String> known) {
        var names = new ArrayList<String>();
        int scale = DEFAULT_SCALE;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals("--scale")) {
                scale = scale(rest.hasNext() ? rest.next() : "nothing");
            } else if (!known.contains(argument)) {
                throw new IllegalArgumentException(
                        "expected " + String.join(", ", known) + " or --scale N, found \"" + argument + "\"");
            } else if (!names.contains(argument)) {
                names.add(argument);
            }
        }
        return new Order(names.isEmpty() ? List.copyOf(known) : names, scale);
    }

    private static int scale(String found) {
        try {
            int scale = Integer.parseInt(found);
            if (scale >= LEAST_SCALE && scale <= MOST_SCALE) {
                return scale;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, with what was expected.
        }
        throw new IllegalArgumentException("--scale: expected a whole number from " + LEAST_SCALE + " to " + MOST_SCALE
                + ", found \"" + found + "\"");
    }
}
