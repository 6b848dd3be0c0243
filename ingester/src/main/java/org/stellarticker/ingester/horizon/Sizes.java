package org.stellarticker.ingester.horizon;

/**
 * How much is read of what Horizon sends, in bytes. What is larger costs itself alone: a record is rejected, a page ends
 * before what does not fit, and the next one goes on behind it.
 */
final class Sizes {

    /** Fifty times a trade or an asset; larger ones are rejected, in pages and streams alike. */
    static final int LARGEST_RECORD = 64 * 1024;

    /** What is kept of a record that is larger. */
    static final int KEPT_OF_LARGER = 8 * 1024;

    /** Ten times 200 trades or assets; what is larger is cut down to it record by record. */
    static final int LARGEST_PAGE = 4 * 1024 * 1024;

    /** Where reading ends in any case. */
    static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private Sizes() {}
}
