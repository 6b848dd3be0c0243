// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about event list.
 */
public record EventList(
        @JsonProperty(value = "items", required = true) List<LoggedEvent> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<LoggedEvent> {
    public EventList {
        items = List.copyOf(items);
    }
}
