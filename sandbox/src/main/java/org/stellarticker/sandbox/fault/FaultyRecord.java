package org.stellarticker.sandbox.fault;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a fault into a record, in either of Horizon's layouts. */
public final class FaultyRecord {

    private static final Pattern AMOUNT = Pattern.compile("(\"base_amount\": ?)\"([0-9.]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"paging_token\": ?\"([0-9]+-[0-9]+)\"");
    private static final Pattern CLOSE_TIME = Pattern.compile("(\"ledger_close_time\": ?)\"([^\"]+)\"");
    private static final Pattern CLOSED_AT = Pattern.compile("(\"closed_at\": ?)\"([^\"]+)\"");
    private static final long FAR = 1_000_000;
    private static final long FIRST_LEDGERS = 3;
    private static final Pattern TYPE = Pattern.compile("(\"trade_type\": ?)\"[a-z_]+\"");

    private static final Pattern CLOSE_YEAR = Pattern.compile("(?<start>\"ledger_close_time\": ?\")(?<year>[0-9]{4})");
    /** Of one trade: there is no object between both. */
    private static final Pattern OFFER_IDS =
            Pattern.compile("\"base_offer_id\": ?\"[0-9]+\",\\s*([^{}]*?)\"counter_offer_id\": ?\"[0-9]+\",\\s*");

    private static final Pattern AUTHORIZED = Pattern.compile("(\"authorized\": ?)\"[0-9.]+\"");
    private static final Pattern ANY_AMOUNT = Pattern.compile("(\"amount\": ?)\"[0-9.]+\"");

    private static final Pattern LIST_TOKEN = Pattern.compile("(\"paging_token\": ?)\"([A-Za-z0-9_]+)\"");
    private static final Pattern BASE = Pattern.compile("(\"base\": ?)\\{[^{}]*\\}");
    private static final String OTHER_ASSET = "{\"asset_type\":\"credit_alphanum4\",\"asset_code\":\"ELSE\","
            + "\"asset_issuer\":\"GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF\"}";
    /** In units; 2^64 stroops. */
    private static final String BEYOND_64_BITS = "1844674407370.9551616";

    private static final int LARGE = 5_000_000;

    private FaultyRecord() {}

    /** Returns the text with a fault in its first record; unchanged, when it has none. */
    public static String of(FaultKind kind, String json) {
        return switch (kind) {
            case UNKNOWN_TYPE -> TYPE.matcher(json).replaceFirst("$1\"barter\"");
            case UNKNOWN_FIELDS ->
                TYPE.matcher(json).replaceFirst("\"mood\":{\"is\":[\"good\",{\"really\":true}]},\"tax\":null,$0");
            case NUMBERS -> AMOUNT.matcher(json).replaceFirst("$1$2");
            case NOT_A_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"a lot\"");
            case NO_TEXT -> TYPE.matcher(json).replaceFirst("$1\"order\\\\u0000book\\\\ud800\"");
            case HUGE_NUMBER -> AMOUNT.matcher(json).replaceFirst("$1\"1e999999999\"");
            case MISDATED -> CLOSE_YEAR.matcher(json).replaceFirst(FaultyRecord::fiveYearsBefore);
            case DATED_AHEAD -> CLOSE_YEAR.matcher(json).replaceFirst("${start}2050");
            case NO_OFFER_IDS -> OFFER_IDS.matcher(json).replaceFirst("$1");
            case LARGE_RECORD -> TYPE.matcher(json).replaceFirst("\"memo\":\"" + "x".repeat(LARGE) + "\",$0");
            case BAD_ASSET -> AUTHORIZED.matcher(json).replaceFirst("$1\"1e999999999\"");
            case BAD_POOL, BAD_LEVEL -> ANY_AMOUNT.matcher(json).replaceFirst("$1\"NaN\"");
            case HUGE_LEVEL -> ANY_AMOUNT.matcher(json).replaceFirst("$1\"" + BEYOND_64_BITS + "\"");
            case OTHER_BOOK -> BASE.matcher(json).replaceFirst("$1" + OTHER_ASSET);
            case ASSET_AHEAD, POOL_AHEAD -> withTokenBehindAllOthers(json);
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

    /** Moves the token of the last record of a list behind all others, and with it the page's links. */
    private static String withTokenBehindAllOthers(String json) {
        Optional<String> token =
                LIST_TOKEN.matcher(json).results().reduce((one, next) -> next).map(last -> last.group(2));
        // A pool's id is the same text, and stays.
        return token.map(last -> withLast(LIST_TOKEN, json, found -> found.group(1) + '"' + behindAllOthers(last) + '"')
                        .replace("cursor=" + last, "cursor=" + behindAllOthers(last)))
                .orElse(json);
    }

    /** Returns the token that is last in its list's order: that of an asset of the same issuer, or of a pool. */
    public static String behindAllOthers(String token) {
        int code = token.indexOf('_');
        return code < 0
                ? "f".repeat(token.length())
                : "zzzzzzzzzzzz" + token.substring(code, token.indexOf('_', code + 1)) + "_credit_alphanum12";
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
