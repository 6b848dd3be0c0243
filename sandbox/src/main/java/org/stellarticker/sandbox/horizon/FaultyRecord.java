package org.stellarticker.sandbox.horizon;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.sandbox.fault.FaultKind;

/** A record told wrong, in either of Horizon's layouts. */
final class FaultyRecord {

    private static final Pattern AMOUNT = Pattern.compile("(\"base_amount\": ?)\"([0-9.]+)\"");
    private static final Pattern TYPE = Pattern.compile("(\"trade_type\": ?)\"[a-z_]+\"");

    private static final Pattern CLOSE_TIME = Pattern.compile("(\"ledger_close_time\": ?\")([0-9]{4})");
    private static final Pattern AUTHORIZED = Pattern.compile("(\"authorized\": ?)\"[0-9.]+\"");
    private static final Pattern ANY_AMOUNT = Pattern.compile("(\"amount\": ?)\"[0-9.]+\"");

    private static final int LARGE = 5_000_000;

    private FaultyRecord() {}

    /** The text with its first record told wrong; as it was, when it has none. */
    static String of(FaultKind kind, String json) {
        return switch (kind) {
            case UNKNOWN_TYPE -> TYPE.matcher(json).replaceFirst("$1\"barter\"");
            case UNKNOWN_FIELDS ->
                TYPE.matcher(json).replaceFirst("\"mood\":{\"is\":[\"good\",{\"really\":true}]},\"tax\":null,$0");
            case NUMBERS -> AMOUNT.matcher(json).replaceFirst("$1$2");
            case NOT_A_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"a lot\"");
            case NO_TEXT -> TYPE.matcher(json).replaceFirst("$1\"order\\\\u0000book\\\\ud800\"");
            case HUGE_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"1e999999999\"");
            case MISDATED -> CLOSE_TIME.matcher(json).replaceFirst(FaultyRecord::fiveYearsBefore);
            case LARGE_RECORD -> TYPE.matcher(json).replaceFirst("\"memo\":\"" + "x".repeat(LARGE) + "\",$0");
            case BAD_ASSET -> AUTHORIZED.matcher(json).replaceFirst("$1\"1e999999999\"");
            case BAD_POOL, BAD_LEVEL -> ANY_AMOUNT.matcher(json).replaceFirst("$1\"NaN\"");
            case ALTERED -> AMOUNT.matcher(json).replaceFirst(FaultyRecord::otherAmount);
            default -> json;
        };
    }

    private static String fiveYearsBefore(MatchResult closeTime) {
        return closeTime.group(1) + (Integer.parseInt(closeTime.group(2)) - 5);
    }

    private static String otherAmount(MatchResult amount) {
        String digits = amount.group(2);
        char last = digits.charAt(digits.length() - 1);
        String other = digits.substring(0, digits.length() - 1) + (last == '9' ? '8' : (char) (last + 1));
        return Matcher.quoteReplacement(amount.group(1) + '"' + other + '"');
    }
}
