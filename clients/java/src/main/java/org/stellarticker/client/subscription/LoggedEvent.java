// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Logged event.
 *
 * @param position Without gaps, in the order of the commits.
 * @param detail One line for people; may be empty.
 */
public record LoggedEvent(
        @JsonProperty(value = "position", required = true) long position,

        @JsonProperty(value = "happened_at", required = true)
        Instant happenedAt,

        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty(value = "markets", required = true) List<MarketOfEvent> markets,
        @JsonProperty("first_trade") @Nullable String firstTrade,
        @JsonProperty("last_trade") @Nullable String lastTrade,
        @JsonProperty(value = "detail", required = true) String detail) {
    public LoggedEvent {
        Objects.requireNonNull(happenedAt, "happened_at");
        Objects.requireNonNull(type, "type");
        markets = List.copyOf(markets);
        Objects.requireNonNull(detail, "detail");
    }
}
