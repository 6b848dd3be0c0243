package org.stellarticker.exchange.link;

/**
 * The frames of the link. Each begins with the length of what follows (int), its kind (byte) and the number of the
 * question that it belongs to (long).
 */
public final class Frame {

    /** Asks for the instruments; the first frame of a connection. */
    public static final byte HELLO = 1;
    /** A command. */
    public static final byte COMMAND = 2;
    /** Asks for an account: its number. */
    public static final byte ACCOUNT = 3;
    /** Asks for an order: account and id. */
    public static final byte ORDER = 4;
    /** Asks for an order: account and client order id. */
    public static final byte ORDER_BY_CLIENT_ID = 5;
    /** Asks for orders: account, open only, whether before is given, before, limit. */
    public static final byte ORDERS = 6;
    /** Asks for a book: instrument and levels. */
    public static final byte DEPTH = 7;
    /** Asks for fills after a number, with a limit. */
    public static final byte FILLS_AFTER = 8;
    /** Asks for the last fills of an instrument, with a limit. */
    public static final byte LAST_FILLS = 9;
    /** Asks for all events after a number. */
    public static final byte FOLLOW = 10;
    /** Ends that. */
    public static final byte UNFOLLOW = 11;

    /** The answer to a question. */
    public static final byte ANSWER = 20;
    /** An event for the follower whose question the number is. */
    public static final byte EVENT = 21;
    /** The follower's next event is the one behind this number, because earlier ones are no longer kept. */
    public static final byte RESET = 22;
    /** The follower's next event is the one behind this number. */
    public static final byte FOLLOWING = 23;
    /** The question could not be read; the text says why. */
    public static final byte FAULT = 24;

    /** The length's own bytes. */
    public static final int LENGTH = Integer.BYTES;
    /** Kind and question number. */
    public static final int HEADER = 1 + Long.BYTES;
    /** No question is longer. */
    public static final int LONGEST_QUESTION = 4_096;
    /** No answer is longer. */
    public static final int LONGEST_ANSWER = 1 << 24;

    /** The most rows that a question may ask for. */
    public static final int MOST_ROWS = 10_000;

    private Frame() {}
}
