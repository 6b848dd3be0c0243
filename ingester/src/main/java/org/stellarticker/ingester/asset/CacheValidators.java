package org.stellarticker.ingester.asset;

/**
 * Which edition of a file a server gave, in its own words, by which it can be asked for another one only.
 *
 * @param etag empty when it was not told
 * @param lastModified empty when it was not told
 */
record CacheValidators(String etag, String lastModified) {

    /** Of a file that was never had. */
    static final CacheValidators NONE = new CacheValidators("", "");

    /** No server means anything by more; and what is kept of strangers has an end. */
    private static final int LONGEST = 500;

    CacheValidators {
        etag = bounded(etag);
        lastModified = bounded(lastModified);
    }

    private static String bounded(String header) {
        boolean sendable = header.length() <= LONGEST && header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return sendable ? header : "";
    }
}
