// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about pool list.
 */
public record PoolList(
        @JsonProperty(value = "items", required = true) List<Pool> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<Pool> {
    public PoolList {
        items = List.copyOf(items);
    }
}
