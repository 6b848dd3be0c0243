package org.stellarticker.exchangegateway.token;

import java.util.regex.Pattern;

/** The names of those who trade. */
public final class Subjects {

    /** What a subject is expected to be. */
    public static final String EXPECTED = "1 to 64 of the characters A-Z a-z 0-9 . _ - @ | :";

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@|:-]{1,64}");

    private Subjects() {}

    public static boolean isOne(String text) {
        return SUBJECT.matcher(text).matches();
    }
}
