// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Found market.
 */
public record FoundMarket(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount) {
    public FoundMarket {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
    }
}
