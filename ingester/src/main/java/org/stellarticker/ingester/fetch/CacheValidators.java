package org.stellarticker.ingester.fetch;

/**
 * The validators of an HTTP response, by which a server sends a file again only when it has changed.
 *
 * @param etag the ETag header; empty when there was none
 * @param lastModified the Last-Modified header; empty when there was none
 */
public record CacheValidators(String etag, String lastModified) {

    /** The validators of a file that was never received. */
    static final CacheValidators NONE = new CacheValidators("", "");

    /** Bounds what is stored of untrusted servers; a real validator is shorter. */
    private static final int MAX_LENGTH = 500;

    public CacheValidators {
        etag = bounded(etag);
        lastModified = bounded(lastModified);
    }

    private static String bounded(String header) {
        boolean sendable = header.length() <= MAX_LENGTH && header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return sendable ? header : "";
    }
}
