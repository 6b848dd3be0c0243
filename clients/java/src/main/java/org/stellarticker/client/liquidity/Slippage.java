// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Slippage.
 *
 * @param book Null where the size exceeds what is there.
 */
public record Slippage(
        @JsonProperty(value = "size", required = true) BigDecimal size,
        @JsonProperty(value = "side", required = true) String side,
        @JsonProperty("book") @Nullable Cost book,
        @JsonProperty("pool") @Nullable Cost pool) {
    public Slippage {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(side, "side");
    }
}
