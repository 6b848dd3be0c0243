// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Found asset.
 *
 * @param tradeCount Of seven days.
 */
public record FoundAsset(
        @JsonProperty(value = "asset", required = true) String asset,
        @JsonProperty(value = "valid", required = true) boolean valid,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty(value = "domain", required = true) String domain,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty("directory") @Nullable DirectoryEntry directory,
        @JsonProperty(value = "warnings", required = true) List<String> warnings) {
    public FoundAsset {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(domain, "domain");
        warnings = List.copyOf(warnings);
    }
}
