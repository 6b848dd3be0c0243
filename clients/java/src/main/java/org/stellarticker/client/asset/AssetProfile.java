// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asset profile.
 *
 * @param issuer An account, or {@code native}.
 */
public record AssetProfile(
        @JsonProperty(value = "asset", required = true) String asset,
        @JsonProperty(value = "code", required = true) String code,
        @JsonProperty(value = "issuer", required = true) String issuer,
        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty(value = "valid", required = true) boolean valid,
        @JsonProperty(value = "name", required = true) String name,

        @JsonProperty(value = "description", required = true)
        String description,

        @JsonProperty(value = "organisation", required = true)
        String organisation,

        @JsonProperty(value = "domain", required = true) String domain,

        @JsonProperty(value = "supply", required = true) @Nullable
        BigDecimal supply,

        @JsonProperty(value = "holders", required = true) @Nullable
        Long holders,

        @JsonProperty(value = "price_usd", required = true) @Nullable
        BigDecimal priceUsd,

        @JsonProperty(value = "volume_24h_usd", required = true) @Nullable
        BigDecimal volume24hUsd,

        @JsonProperty(value = "market_value_usd", required = true) @Nullable
        BigDecimal marketValueUsd,

        @JsonProperty(value = "directory", required = true) @Nullable
        DirectoryEntry directory,

        @JsonProperty(value = "warnings", required = true) List<String> warnings) {
    public AssetProfile {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(domain, "domain");
        warnings = List.copyOf(warnings);
    }
}
