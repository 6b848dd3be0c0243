package org.stellarticker.sandbox.fault;

import java.util.Locale;

/** What can go wrong on purpose. The true history is never touched: what is told wrong once is told right the next time. */
public enum FaultKind {
    /** 429, with the seconds to wait. */
    RATE_LIMITED,
    /** 429 that does not say for how long. */
    RATE_LIMITED_BARE,
    /** 502 with a page of HTML, as proxies send it. */
    ERROR_HTML,
    /** 503 with a line of plain text. */
    ERROR_TEXT,
    /** 200 without a body. */
    EMPTY,
    /** 302 to a host that nobody asked for. */
    REDIRECT,
    /** Half of the JSON, as a whole answer. */
    TRUNCATED,
    /** Half of the JSON, less than the length that was told; then the connection is cut. */
    CUT_LENGTH,
    /** Half of the JSON in chunks; then the connection is cut. */
    CUT_CHUNKS,
    /** The answer comes, but in pieces over some seconds. */
    TRICKLE,
    /** The answer comes whole, then the connection is closed, which nobody announced. */
    IDLE_CLOSED,
    /** A trade of a type that there is not. */
    UNKNOWN_TYPE,
    /** Members that there are not, plain ones and nested ones. */
    UNKNOWN_FIELDS,
    /** Amounts as JSON numbers in place of strings. */
    NUMBERS,
    /** An amount that is no number. */
    NOT_A_NUMBER,
    /** A word with a NUL and half of a surrogate pair in it. */
    NO_TEXT,
    /** An amount with a billion digits, told in eleven characters. */
    HUGE_NUMBER,
    /** A trade closed five years ago. */
    MISDATED,
    /** A record of five megabytes. */
    LARGE_RECORD,
    /** An asset that holds a huge number, among good ones. */
    BAD_ASSET,
    /** A pool whose first reserve is no amount, among good ones. */
    BAD_POOL,
    /** A level of an order book whose amount is no number, among good ones. */
    BAD_LEVEL,
    /** The last trade of a page, or the trade of an event, has the token of one a million ledgers later. */
    AHEAD,
    /** As {@link #AHEAD}, and its amount is no number. */
    AHEAD_UNREADABLE,
    /** The same trade has the token of one in the first ledgers, and an amount that is no number. */
    BEHIND_UNREADABLE,
    /** The same trade closed one second later than its ledger. */
    SECOND_OFF,
    /** A ledger closed one second later than its trades. */
    LEDGER_SECOND_OFF,
    /** 503, as of a Horizon whose history is older than its ledgers, with the root document as ever. */
    STALE_HISTORY,
    /** The root document tells ledger 0, closed in the year 1, as a Horizon that has just begun. */
    JUST_BEGUN,
    /** The root document tells a newest ledger that is a million later. */
    NEWEST_AHEAD,
    /** The root document tells the passphrase of another network. */
    OTHER_NETWORK,
    /** The root document tells that the oldest ledger is the newest one. */
    HISTORY_MOVED,
    /** Half of an event; then the connection is cut. */
    CUT_EVENT,
    /** The same event twice. */
    DUPLICATE,
    /** An event that the stream began with comes once more. */
    REPEATED,
    /** The next event comes before this one. */
    OUT_OF_ORDER,
    /** {@code event: error}, which ends the stream. */
    ERROR_EVENT,
    /** Not a byte more for some seconds, while ledgers close; then the connection is cut. */
    SILENCE,
    /** The stream leaves a trade out, each time; pages have it. */
    HIDDEN,
    /** The stream tells a trade with another amount; pages tell the true one. */
    ALTERED;

    /** Where a fault can be. */
    public enum Target {
        /** The root document. */
        ROOT,
        /** Any other JSON answer. */
        PAGE,
        /** A single ledger. */
        LEDGER,
        /** A page of {@code /trades}. */
        TRADES_PAGE,
        /** A page of {@code /assets}. */
        ASSETS_PAGE,
        /** A page of {@code /liquidity_pools}. */
        POOLS_PAGE,
        /** An order book. */
        ORDER_BOOK,
        /** The beginning of a stream of trades. */
        STREAM,
        /** A trade in a stream. */
        EVENT
    }

    boolean isAt(Target target) {
        return switch (this) {
            case RATE_LIMITED, RATE_LIMITED_BARE, ERROR_HTML, ERROR_TEXT, EMPTY, REDIRECT ->
                target == Target.PAGE || target == Target.STREAM;
            case STALE_HISTORY -> target == Target.TRADES_PAGE;
            case TRUNCATED, CUT_LENGTH, CUT_CHUNKS, TRICKLE, IDLE_CLOSED -> target == Target.PAGE;
            case UNKNOWN_TYPE,
                    UNKNOWN_FIELDS,
                    NUMBERS,
                    NOT_A_NUMBER,
                    NO_TEXT,
                    HUGE_NUMBER,
                    MISDATED,
                    LARGE_RECORD,
                    AHEAD,
                    AHEAD_UNREADABLE,
                    BEHIND_UNREADABLE,
                    SECOND_OFF -> target == Target.TRADES_PAGE || target == Target.EVENT;
            case LEDGER_SECOND_OFF -> target == Target.LEDGER;
            case JUST_BEGUN, NEWEST_AHEAD, OTHER_NETWORK, HISTORY_MOVED -> target == Target.ROOT;
            case BAD_ASSET -> target == Target.ASSETS_PAGE;
            case BAD_POOL -> target == Target.POOLS_PAGE;
            case BAD_LEVEL -> target == Target.ORDER_BOOK;
            case CUT_EVENT, DUPLICATE, REPEATED, OUT_OF_ORDER, ERROR_EVENT, SILENCE, HIDDEN, ALTERED ->
                target == Target.EVENT;
        };
    }

    /** As plans and figures name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
