// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What a directory says about an issuer.
 */
public record DirectoryEntry(
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty(value = "domain", required = true) String domain,
        @JsonProperty(value = "tags", required = true) List<String> tags) {
    public DirectoryEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(domain, "domain");
        tags = List.copyOf(tags);
    }
}
