package org.stellarticker.sandbox.horizon;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.sandbox.fault.FaultKind;

/** Puts a fault into a record, in either of Horizon's layouts. */
final class FaultyRecord {

    private static final Pattern AMOUNT = Pattern.compile("(\"base_amount\": ?)\"([0-9.]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"paging_token\": ?\"([0-9]+-[0-9]+)\"");
    private static final Pattern CLOSE_TIME = Pattern.compile("(\"ledger_close_time\": ?)\"([^\"]+)\"");
    private static final Pattern CLOSED_AT = Pattern.compile("(\"closed_at\": ?)\"([^\"]+)\"");
    private static final long FAR = 1_000_000;
    private static final long FIRST_LEDGERS = 3;
    private static final Pattern TYPE = Pattern.compile("(\"trade_type\": ?)\"[a-z_]+\"");

    private static final Pattern CLOSE_YEAR = Pattern.compile("(\"ledger_close_time\": ?\")([0-9]{4})");
    private static final Pattern AUTHORIZED = Pattern.compile("(\"authorized\": ?)\"[0-9.]+\"");
    private static final Pattern ANY_AMOUNT = Pattern.compile("(\"amount\": ?)\"[0-9.]+\"");

    private static final int LARGE = 5_000_000;

    private FaultyRecord() {}

    /** Returns the text with a fault in its first record; unchanged, when it has none. */
    static String of(FaultKind kind, String json) {
        return switch (kind) {
            case UNKNOWN_TYPE -> TYPE.matcher(json).replaceFirst("$1\"barter\"");
            case UNKNOWN_FIELDS ->
                TYPE.matcher(json).replaceFirst("\"mood\":{\"is\":[\"good\",{\"really\":true}]},\"tax\":null,$0");
            case NUMBERS -> AMOUNT.matcher(json).replaceFirst("$1$2");
            case NOT_A_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"a lot\"");
            case NO_TEXT -> TYPE.matcher(json).replaceFirst("$1\"order\\\\u0000book\\\\ud800\"");
            case HUGE_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"1e999999999\"");
            case MISDATED -> CLOSE_YEAR.matcher(json).replaceFirst(FaultyRecord::fiveYearsBefore);
            case LARGE_RECORD -> TYPE.matcher(json).replaceFirst("\"memo\":\"" + "x".repeat(LARGE) + "\",$0");
            case BAD_ASSET -> AUTHORIZED.matcher(json).replaceFirst("$1\"1e999999999\"");
            case BAD_POOL, BAD_LEVEL -> ANY_AMOUNT.matcher(json).replaceFirst("$1\"NaN\"");
            case AHEAD -> withLastToken(json, FAR);
            case AHEAD_UNREADABLE -> withLastToken(withLastAmount(json), FAR);
            case BEHIND_UNREADABLE -> withLastToken(withLastAmount(json), Long.MIN_VALUE);
            case SECOND_OFF -> withLast(CLOSE_TIME, json, FaultyRecord::secondLater);
            case LEDGER_SECOND_OFF -> CLOSED_AT.matcher(json).replaceFirst(FaultyRecord::secondLater);
            case ALTERED -> AMOUNT.matcher(json).replaceFirst(FaultyRecord::otherAmount);
            default -> json;
        };
    }

    private static String fiveYearsBefore(MatchResult closeTime) {
        return closeTime.group(1) + (Integer.parseInt(closeTime.group(2)) - 5);
    }

    /**
     * Moves the token of the last trade by a number of ledgers, everywhere in the text, but not before the first
     * ledgers.
     */
    private static String withLastToken(String json, long ledgers) {
        String token = "";
        for (Matcher found = TOKEN.matcher(json); found.find(); ) {
            token = found.group(1);
        }
        if (token.isEmpty()) {
            return json;
        }
        long toid = Long.parseLong(token.substring(0, token.indexOf('-')));
        long ledger = ledgers < 0 ? FIRST_LEDGERS : (toid >>> 32) + ledgers;
        String other = ((ledger << 32) | (toid & 0xFFFF_FFFFL)) + token.substring(token.indexOf('-'));
        // The page's links keep the true token.
        return json.replace('"' + token + '"', '"' + other + '"').replace("id: " + token, "id: " + other);
    }

    private static String withLastAmount(String json) {
        return withLast(AMOUNT, json, amount -> amount.group(1) + "\"a lot\"");
    }

    private static String withLast(Pattern member, String json, Function<MatchResult, String> other) {
        Optional<MatchResult> last = member.matcher(json).results().reduce((one, next) -> next);
        return last.map(found -> json.substring(0, found.start()) + other.apply(found) + json.substring(found.end()))
                .orElse(json);
    }

    private static String secondLater(MatchResult time) {
        return time.group(1) + '"' + Instant.parse(time.group(2)).plusSeconds(1) + '"';
    }

    private static String otherAmount(MatchResult amount) {
        String digits = amount.group(2);
        char last = digits.charAt(digits.length() - 1);
        String other = digits.substring(0, digits.length() - 1) + (last == '9' ? '8' : (char) (last + 1));
        return Matcher.quoteReplacement(amount.group(1) + '"' + other + '"');
    }
}
