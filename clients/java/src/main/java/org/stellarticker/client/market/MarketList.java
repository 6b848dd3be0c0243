// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * The answer about market list.
 *
 * @param complete False when the window meets time that was never fetched, or the live stream is more than a minute behind.
 * @param completeFrom Begin of the time that is fetched except for the gaps.
 * @param completeTo Its end.
 */
public record MarketList(
        @JsonProperty(value = "complete", required = true) boolean complete,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,
        @JsonProperty("complete_to") @Nullable Instant completeTo,
        @JsonProperty(value = "gaps", required = true) List<Gap> gaps,
        @JsonProperty(value = "items", required = true) List<MarketOverview> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor)
        implements Page<MarketOverview> {
    public MarketList {
        gaps = List.copyOf(gaps);
        items = List.copyOf(items);
    }
}
