package org.stellarticker.sandbox.market;

import java.util.Locale;

/** Names that could be somebody's: of syllables, each number another one. */
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

    /** Four letters, later six; no two alike below 65,600. */
    static String code(int number) {
        return word(number).toUpperCase(Locale.ROOT);
    }

    /** The label of a home domain. */
    static String domain(int number) {
        return word(number + 611) + ENDINGS[number % ENDINGS.length];
    }

    private static String word(int number) {
        // Both factors share no divisor with what they are taken modulo, so that each number is met once.
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
