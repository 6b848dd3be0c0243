// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Depth of band.
 *
 * @param bidCounterVolume What buyers offer, in counter.
 * @param askBaseVolume What sellers offer, in base.
 */
public record DepthOfBand(
        @JsonProperty(value = "bid_counter_volume", required = true)
        BigDecimal bidCounterVolume,

        @JsonProperty(value = "ask_base_volume", required = true)
        BigDecimal askBaseVolume) {
    public DepthOfBand {
        Objects.requireNonNull(bidCounterVolume, "bid_counter_volume");
        Objects.requireNonNull(askBaseVolume, "ask_base_volume");
    }
}
