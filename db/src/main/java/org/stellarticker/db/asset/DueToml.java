package org.stellarticker.db.asset;

/**
 * A toml that is due.
 *
 * @param etag ETag of the stored content; empty when there is none, as is {@code lastModified}
 * @param failures number of failures in a row
 */
public record DueToml(String url, String etag, String lastModified, int failures) {}
