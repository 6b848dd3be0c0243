package org.stellarticker.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;

/**
 * A kind of fault that the sandbox injects. The recorded history is never changed: an answer that was wrong once is
 * right the next time, unless the plan says that it stays so.
 */
public enum FaultKind {
    /** 429, with the seconds to wait. */
    RATE_LIMITED,
    /** 429 without the seconds to wait. */
    RATE_LIMITED_BARE,
    /** 502 with a page of HTML, as proxies send it. */
    ERROR_HTML,
    /** 503 with a line of plain text. */
    ERROR_TEXT,
    /** 200 without a body. */
    EMPTY,
    /** 302 to another host. */
    REDIRECT,
    /** Half of the JSON, sent as a complete answer. */
    TRUNCATED,
    /** Half of the JSON, shorter than the announced length; then the connection is closed. */
    CUT_LENGTH,
    /** Half of the JSON in chunks; then the connection is closed. */
    CUT_CHUNKS,
    /** The answer is sent in pieces over some seconds. */
    TRICKLE,
    /** The answer is complete, then the connection is closed without notice. */
    IDLE_CLOSED,
    /** A trade of an unknown type. */
    UNKNOWN_TYPE,
    /** Unknown members, plain and nested. */
    UNKNOWN_FIELDS,
    /** Amounts as JSON numbers instead of strings. */
    NUMBERS,
    /** An amount that is not a number. */
    NOT_A_NUMBER,
    /** A text with a NUL and a lone surrogate in it. */
    NO_TEXT,
    /** An amount with a billion digits, written in eleven characters. */
    HUGE_NUMBER,
    /** A trade closed five years ago. */
    MISDATED,
    /** A trade closed in the year 2050. */
    DATED_AHEAD,
    /** A trade of an order book without the ids of its offers, which Horizon may leave out. */
    NO_OFFER_IDS,
    /** A record of five megabytes. */
    LARGE_RECORD,
    /** An asset with a huge number among good assets. */
    BAD_ASSET,
    /** A pool whose first reserve is not an amount, among good pools. */
    BAD_POOL,
    /** The last asset of a page, with the token of an asset behind all others; the page's link follows it. */
    ASSET_AHEAD,
    /** The last pool of a page, with the token of a pool behind all others; the page's link follows it. */
    POOL_AHEAD,
    /** A level of an order book whose amount is not a number, among good levels. */
    BAD_LEVEL,
    /** A level of an order book beyond 2^63 stroops, as the sum of several offers may be. */
    HUGE_LEVEL,
    /** An order book whose base is an asset that was not asked for. */
    OTHER_BOOK,
    /** Half as many records as were asked for, though more exist. */
    SHORT_PAGE,
    /** The last trade of a page, or the trade of an event, with the token of a trade a million ledgers later. */
    AHEAD,
    /** Like {@link #AHEAD}, and its amount is not a number. */
    AHEAD_UNREADABLE,
    /** The same trade with the token of a trade in the first ledgers and an amount that is not a number. */
    BEHIND_UNREADABLE,
    /** The same trade with a close time one second after its ledger's. */
    SECOND_OFF,
    /** A ledger with a close time one second after its trades'. */
    LEDGER_SECOND_OFF,
    /** 503, as from a Horizon whose history is older than its ledgers; the root document is unchanged. */
    STALE_HISTORY,
    /** A root document with ledger 0, closed in the year 1, like a Horizon that has just started. */
    JUST_BEGUN,
    /** A root document whose newest ledger is a million later. */
    NEWEST_AHEAD,
    /** A root document whose newest ledger is a hundred earlier than that of the trades. */
    NEWEST_BEHIND,
    /** A root document with the passphrase of another network. */
    OTHER_NETWORK,
    /** A root document whose oldest ledger is the newest one. */
    HISTORY_MOVED,
    /** Half of an event; then the connection is closed. */
    CUT_EVENT,
    /** The same event twice. */
    DUPLICATE,
    /** The first event of the stream once more. */
    REPEATED,
    /** The next event is sent before this one. */
    OUT_OF_ORDER,
    /** {@code event: error}, which ends the stream. */
    ERROR_EVENT,
    /** Sends nothing for some seconds while ledgers close, then closes the connection. */
    SILENCE,
    /** A trade that the stream omits each time; pages have it. */
    HIDDEN,
    /** A trade that the stream sends with another amount; pages have the true one. */
    ALTERED;

    /** The answers in which a fault can be injected. */
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
        /** The start of a stream of trades. */
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
                    DATED_AHEAD,
                    NO_OFFER_IDS,
                    LARGE_RECORD,
                    AHEAD,
                    AHEAD_UNREADABLE,
                    BEHIND_UNREADABLE,
                    SECOND_OFF -> target == Target.TRADES_PAGE || target == Target.EVENT;
            case LEDGER_SECOND_OFF -> target == Target.LEDGER;
            case JUST_BEGUN, NEWEST_AHEAD, NEWEST_BEHIND, OTHER_NETWORK, HISTORY_MOVED -> target == Target.ROOT;
            case BAD_ASSET, ASSET_AHEAD -> target == Target.ASSETS_PAGE;
            case BAD_POOL, POOL_AHEAD -> target == Target.POOLS_PAGE;
            case BAD_LEVEL, HUGE_LEVEL, OTHER_BOOK -> target == Target.ORDER_BOOK;
            case SHORT_PAGE ->
                target == Target.TRADES_PAGE || target == Target.ASSETS_PAGE || target == Target.POOLS_PAGE;
            case CUT_EVENT, DUPLICATE, REPEATED, OUT_OF_ORDER, ERROR_EVENT, SILENCE, HIDDEN, ALTERED ->
                target == Target.EVENT;
        };
    }

    /** Returns whether the fault is in a record or document, which can be equally wrong each time it is sent. */
    boolean canStay() {
        return switch (this) {
            case STALE_HISTORY, SHORT_PAGE -> false;
            default ->
                Arrays.stream(Target.values())
                        .filter(target -> target != Target.PAGE && target != Target.STREAM && target != Target.EVENT)
                        .anyMatch(this::isAt);
        };
    }

    /** Returns the name in plans and counts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
