// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about archived delivery list.
 */
public record ArchivedDeliveryList(
        @JsonProperty(value = "items", required = true) List<ArchivedDelivery> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<ArchivedDelivery> {
    public ArchivedDeliveryList {
        items = List.copyOf(items);
    }
}
