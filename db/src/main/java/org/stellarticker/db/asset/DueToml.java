package org.stellarticker.db.asset;

/**
 * A toml that is to be asked for.
 *
 * @param etag of the edition that we have; empty when there is none, as the next
 * @param failures to get it, in a row
 */
public record DueToml(String url, String etag, String lastModified, int failures) {}
