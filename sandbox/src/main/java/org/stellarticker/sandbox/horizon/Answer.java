package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.network.TomlFile;

/** The answer to a request. */
sealed interface Answer {

    /** One object. */
    record One(JsonWriter.Body body) implements Answer {}

    /** One object whose stream sends it again after each change. */
    record Watched(JsonWriter.Body body) implements Answer {}

    /**
     * A page.
     *
     * @param recordBytes approximate length of a record
     */
    record Paged(PageQuery page, Listing listing, int recordBytes) implements Answer {}

    /** A page, or a stream that continues with each ledger. */
    record Streamed(PageQuery page, Listing listing, int recordBytes) implements Answer {}

    /** A {@code stellar.toml}, or what the host sends instead. */
    record Toml(TomlFile file) implements Answer {}
}
