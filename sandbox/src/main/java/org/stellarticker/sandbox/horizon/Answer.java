package org.stellarticker.sandbox.horizon;

import java.util.function.UnaryOperator;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.Media;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.network.TomlFile;

/** The answer to a request. */
sealed interface Answer {

    /** Returns the answer with another list, where it is sent as a page. */
    default Answer with(UnaryOperator<Listing> other, Media media) {
        if (media == Media.EVENT_STREAM) {
            return this;
        }
        return switch (this) {
            case Paged(PageQuery page, Listing listing, int recordBytes) ->
                new Paged(page, other.apply(listing), recordBytes);
            case Streamed(PageQuery page, Listing listing, int recordBytes) ->
                new Streamed(page, other.apply(listing), recordBytes);
            case One _, Watched _, Toml _ -> this;
        };
    }

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
