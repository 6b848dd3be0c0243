// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Found.
 */
public record Found(
        @JsonProperty(value = "assets", required = true) List<FoundAsset> assets,
        @JsonProperty(value = "markets", required = true) List<FoundMarket> markets) {
    public Found {
        assets = List.copyOf(assets);
        markets = List.copyOf(markets);
    }
}
