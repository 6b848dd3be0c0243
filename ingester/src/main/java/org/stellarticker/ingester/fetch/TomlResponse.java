package org.stellarticker.ingester.fetch;

/** The response of a domain to the request for its toml. */
public sealed interface TomlResponse {

    @SuppressWarnings("ArrayRecordComponent") // A parser reads it once; it is never compared.
    record File(byte[] bytes, CacheValidators validators) implements TomlResponse {}

    /** The file has not changed since the last fetch. */
    record Unchanged() implements TomlResponse {}
}
