// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Order book.
 *
 * @param asOf Null for a book that was never read.
 */
public record OrderBook(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty("as_of") @Nullable Instant asOf,
        @JsonProperty(value = "bids", required = true) List<Level> bids,
        @JsonProperty(value = "asks", required = true) List<Level> asks) {
    public OrderBook {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
