// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Depth.
 *
 * @param mid Between bid and ask, else the pool's price.
 * @param bands 0.1, 0.5, 1, 2, 5 and 10 percent of mid.
 * @param slippage Of each size, for each side.
 */
public record Depth(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty("bid") @Nullable BigDecimal bid,
        @JsonProperty("ask") @Nullable BigDecimal ask,
        @JsonProperty("mid") @Nullable BigDecimal mid,
        @JsonProperty("mid_source") @Nullable String midSource,
        @JsonProperty("book_as_of") @Nullable Instant bookAsOf,
        @JsonProperty("pool_id") @Nullable String poolId,
        @JsonProperty("pool_as_of") @Nullable Instant poolAsOf,
        @JsonProperty(value = "bands", required = true) List<DepthBand> bands,
        @JsonProperty(value = "slippage", required = true) List<Slippage> slippage) {
    public Depth {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        bands = List.copyOf(bands);
        slippage = List.copyOf(slippage);
    }
}
