// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about asset list.
 */
public record AssetList(
        @JsonProperty(value = "items", required = true) List<AssetProfile> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<AssetProfile> {
    public AssetList {
        items = List.copyOf(items);
    }
}
