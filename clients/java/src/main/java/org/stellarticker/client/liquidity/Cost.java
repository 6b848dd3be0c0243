// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Cost.
 *
 * @param price The average price of the whole size.
 * @param slippagePercent How much worse it is than mid.
 */
public record Cost(
        @JsonProperty(value = "price", required = true) BigDecimal price,

        @JsonProperty(value = "slippage_percent", required = true)
        BigDecimal slippagePercent) {
    public Cost {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(slippagePercent, "slippage_percent");
    }
}
