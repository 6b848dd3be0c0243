package org.stellarticker.ingester.horizon.json;

/**
 * The size bounds of Horizon's answers, in bytes. A record that is too large is rejected. A page that is too large ends before
 * the first record that does not fit, and the next page continues there.
 */
public final class Sizes {

    /** Fifty times a trade or an asset; larger ones are rejected, in pages and streams alike. */
    public static final int LARGEST_RECORD = 64 * 1024;

    /** The bytes that are kept of a larger record. */
    public static final int KEPT_OF_LARGER = 8 * 1024;

    /** Ten times 200 trades or assets; a larger page is reduced record by record. */
    public static final int LARGEST_PAGE = 4 * 1024 * 1024;

    /** Reading ends here in any case. */
    public static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private Sizes() {}
}
