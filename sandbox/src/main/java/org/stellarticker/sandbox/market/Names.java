package org.stellarticker.sandbox.market;

import java.util.Locale;

/** Makes plausible names of syllables, a different one for each number. */
final class Names {

    private static final String[] SYLLABLES = {
        "al", "ba", "be", "bo", "ca", "co", "da", "de", "di", "do", "el", "fa", "fi", "ga", "go", "ha", "hi", "in",
                "ja",
        "jo", "ka", "ki", "la", "le", "lu", "ma", "mi", "mo", "na", "ni", "no", "pa", "po", "ra", "ri", "sa", "so",
                "ta",
        "ti", "va"
    };

    private static final String[] ENDINGS = {"", "-labs", "pay", "-dao", "fi", "coin", "-net", "swap"};

    private static final int SHORT = SYLLABLES.length * SYLLABLES.length;

    private static final long LONGER = (long) SHORT * SYLLABLES.length;

    private Names() {}

    /** Returns a code of four letters, later six; all codes below 65,600 differ. */
    static String code(int number) {
        return word(number).toUpperCase(Locale.ROOT);
    }

    /** Returns the label of a home domain. */
    static String domain(int number) {
        return word(number + 611) + ENDINGS[number % ENDINGS.length];
    }

    private static String word(int number) {
        // Both factors are coprime to their moduli, so each number maps to a different name.
        return number < SHORT ? syllables(number * 707 % SHORT, 2) : syllables((int) (number * 27_481L % LONGER), 3);
    }

    private static String syllables(int bits, int count) {
        var word = new StringBuilder(2 * count);
        int left = bits;
        for (int i = 0; i < count; i++) {
            word.append(SYLLABLES[left % SYLLABLES.length]);
            left /= SYLLABLES.length;
        }
        return word.toString();
    }
}
