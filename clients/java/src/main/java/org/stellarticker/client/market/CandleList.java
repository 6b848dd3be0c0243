// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about candle list.
 *
 * @param missing What neither the database nor the archive has of the time before the candles that are kept.
 */
public record CandleList(
        @JsonProperty(value = "items", required = true) List<Candle> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor,

        @JsonProperty("missing") @Nullable List<Gap> missing)
        implements Page<Candle> {
    public CandleList {
        items = List.copyOf(items);
        missing = missing == null ? null : List.copyOf(missing);
    }
}
