// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A price, counter per base, and an amount of base.
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record Level(
        @JsonProperty(value = "price", required = true) BigDecimal price,
        @JsonProperty(value = "amount", required = true) BigDecimal amount) {
    public Level {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(amount, "amount");
    }
}
