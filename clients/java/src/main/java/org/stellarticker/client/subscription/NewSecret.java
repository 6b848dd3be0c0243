// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * New secret.
 */
public record NewSecret(
        @JsonProperty(value = "secret", required = true) String secret,

        @JsonProperty(value = "previous_secret_until", required = true)
        Instant previousSecretUntil) {
    public NewSecret {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(previousSecretUntil, "previous_secret_until");
    }

    /** Returns all members but the secret. */
    @Override
    public String toString() {
        return "NewSecret[previousSecretUntil=" + previousSecretUntil + "]";
    }
}
