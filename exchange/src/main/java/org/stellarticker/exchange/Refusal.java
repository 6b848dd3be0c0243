package org.stellarticker.exchange;

/** Why a command had no effect. */
public enum Refusal {
    UNKNOWN_ACCOUNT("account", "the number of an open account"),
    TOO_MANY_ACCOUNTS("account", "an exchange with room for another account"),
    SUBJECT_WRONG("subject", "1 to 255 characters"),
    UNKNOWN_INSTRUMENT("instrument", "an instrument of the exchange"),
    PRICE_MISSING("price", "a price above 0 for a limit order"),
    PRICE_NOT_ALLOWED("price", "no price for a market order"),
    PRICE_TOO_HIGH("price", "at most 2147483647 ticks"),
    AMOUNT_OFF_LOT("amount", "a multiple of the instrument's lot"),
    AMOUNT_TOO_SMALL("amount", "at least the instrument's minimum"),
    AMOUNT_TOO_LARGE("amount", "at most the instrument's maximum"),
    AMOUNT_BELOW_EXECUTED("amount", "at least what is executed"),
    TIME_IN_FORCE_NOT_ALLOWED("time_in_force", "ioc for a market order"),
    POST_ONLY_NOT_ALLOWED("post_only", "false for an order that is a market order or ioc"),
    WOULD_TAKE("post_only", "a price that does not trade at once"),
    BALANCE_TOO_SMALL("amount", "no more than the available balance pays"),
    CLIENT_ORDER_ID_WRONG("client_order_id", "at most 36 characters of A-Z a-z 0-9 . _ : / -"),
    CLIENT_ORDER_ID_USED("client_order_id", "one that no other order of the account has"),
    ORDER_ID_USED("id", "a new id"),
    UNKNOWN_ORDER("id", "the id of an order of the account"),
    FINISHED_ORDER("id", "the id of an open order"),
    NOTHING_TO_AMEND("price", "a price or an amount"),
    /** The fills that wait for a ledger are too many; orders are taken again once some are in ledgers. */
    FILLS_WAITING("instrument", "an exchange whose fills reach the ledgers"),
    TOO_MANY_ORDERS("account", "fewer open orders"),
    /** The open orders of all accounts are as many as the exchange keeps. */
    EXCHANGE_FULL("instrument", "an exchange with room for another open order");

    private final String field;
    private final String expected;

    Refusal(String field, String expected) {
        this.field = field;
        this.expected = expected;
    }

    /** Returns the field of the API's request that it is about. */
    public String field() {
        return field;
    }

    /** Returns what was expected, as words that follow "expected". */
    public String expected() {
        return expected;
    }
}
