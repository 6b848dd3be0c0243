package org.stellarticker.ingester.horizon.json;

/** The texts that say why an answer or a record cannot be used. */
public final class ReasonText {

    /** The longest reason that logs, rows and the status show. */
    private static final int LONGEST = 300;

    private ReasonText() {}

    /** Returns the text; one that is too long ends with its length. */
    public static String shortened(String reason) {
        return reason.length() <= LONGEST
                ? reason
                : reason.substring(0, LONGEST) + "… (" + reason.length() + " characters)";
    }
}
