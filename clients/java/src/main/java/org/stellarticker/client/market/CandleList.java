// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about candle list.
 */
public record CandleList(
        @JsonProperty(value = "items", required = true) List<Candle> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<Candle> {
    public CandleList {
        items = List.copyOf(items);
    }
}
