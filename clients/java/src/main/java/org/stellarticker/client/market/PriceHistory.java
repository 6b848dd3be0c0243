// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * Price history.
 */
public record PriceHistory(
        @JsonProperty(value = "items", required = true) List<PricePoint> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor,

        @JsonProperty(value = "path", required = true) List<String> path)
        implements Page<PricePoint> {
    public PriceHistory {
        items = List.copyOf(items);
        path = List.copyOf(path);
    }
}
