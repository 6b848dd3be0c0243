// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about api key list.
 */
public record ApiKeyList(
        @JsonProperty(value = "items", required = true) List<ApiKey> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<ApiKey> {
    public ApiKeyList {
        items = List.copyOf(items);
    }
}
