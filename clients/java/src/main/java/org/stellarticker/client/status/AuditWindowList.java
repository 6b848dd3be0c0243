// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about audit window list.
 */
public record AuditWindowList(
        @JsonProperty(value = "items", required = true) List<AuditWindow> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<AuditWindow> {
    public AuditWindowList {
        items = List.copyOf(items);
    }
}
