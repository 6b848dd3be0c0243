// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The account and the key of the request.
 *
 * @param stellarAccount The account of the network that signs in.
 * @param disabledAt Null while it is enabled.
 */
public record OwnAccount(
        @JsonProperty(value = "id", required = true) long id,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty("stellar_account") @Nullable String stellarAccount,
        @JsonProperty(value = "created_at", required = true) Instant createdAt,
        @JsonProperty("disabled_at") @Nullable Instant disabledAt,
        @JsonProperty(value = "key", required = true) ApiKey key) {
    public OwnAccount {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(key, "key");
    }
}
