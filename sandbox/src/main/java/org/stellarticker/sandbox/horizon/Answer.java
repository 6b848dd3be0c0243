package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.network.TomlFile;

/** What a request is answered with. */
sealed interface Answer {

    /** One object. */
    record One(JsonWriter.Body body) implements Answer {}

    /** One object whose stream shows it again whenever it changed. */
    record Watched(JsonWriter.Body body) implements Answer {}

    /**
     * A page.
     *
     * @param recordBytes about how long a record is
     */
    record Paged(PageQuery page, Listing listing, int recordBytes) implements Answer {}

    /** A page, or a stream that goes on with each ledger. */
    record Streamed(PageQuery page, Listing listing, int recordBytes) implements Answer {}

    /** A {@code stellar.toml}, or what lies in its place. */
    record Toml(TomlFile file) implements Answer {}
}
