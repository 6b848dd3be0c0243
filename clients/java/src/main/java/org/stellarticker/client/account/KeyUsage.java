// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * Requests of a key in a minute.
 *
 * @param refused Those beyond the quota.
 */
public record KeyUsage(
        @JsonProperty(value = "key_id", required = true) long keyId,
        @JsonProperty(value = "minute", required = true) Instant minute,
        @JsonProperty(value = "used", required = true) long used,
        @JsonProperty(value = "refused", required = true) long refused) {
    public KeyUsage {
        Objects.requireNonNull(minute, "minute");
    }
}
