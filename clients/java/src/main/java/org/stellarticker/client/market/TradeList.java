// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.page.Page;

/**
 * With {@code from}, also the members of Coverage.
 *
 * @param servedFrom Where the answer was read; both when its older part is archived.
 * @param missing What neither the database nor the archive has of the time before the trades that are kept.
 * @param complete False when the window meets time that was never fetched, or the live stream is more than a minute behind.
 * @param completeFrom Begin of the time that is fetched except for the gaps.
 * @param completeTo Its end.
 * @param audited Whether every hour of the window is proven.
 */
public record TradeList(
        @JsonProperty(value = "items", required = true) List<Trade> items,

        @JsonProperty(value = "next_cursor", required = true) @Nullable
        String nextCursor,

        @JsonProperty("served_from") @Nullable String servedFrom,
        @JsonProperty("missing") @Nullable List<Gap> missing,
        @JsonProperty("complete") @Nullable Boolean complete,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,
        @JsonProperty("complete_to") @Nullable Instant completeTo,
        @JsonProperty("gaps") @Nullable List<Gap> gaps,
        @JsonProperty("audited") @Nullable Boolean audited)
        implements Page<Trade> {
    public TradeList {
        items = List.copyOf(items);
        missing = missing == null ? null : List.copyOf(missing);
        gaps = gaps == null ? null : List.copyOf(gaps);
    }
}
