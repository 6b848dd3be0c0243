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
 * @param flags Null for an asset that is not listed, such as the native one.
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
        @JsonProperty("supply") @Nullable BigDecimal supply,
        @JsonProperty("holders") @Nullable Long holders,
        @JsonProperty("price_usd") @Nullable BigDecimal priceUsd,
        @JsonProperty("volume_24h_usd") @Nullable BigDecimal volume24hUsd,
        @JsonProperty("market_value_usd") @Nullable BigDecimal marketValueUsd,
        @JsonProperty("flags") @Nullable AssetFlags flags,
        @JsonProperty("directory") @Nullable DirectoryEntry directory,
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
