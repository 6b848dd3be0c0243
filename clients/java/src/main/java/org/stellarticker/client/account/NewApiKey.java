// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * New api key.
 *
 * @param prefix The first characters of the key, by which its owner knows it.
 * @param quotaPerMinute Requests that it may make in a minute.
 * @param expiresAt Null for a key without an end.
 * @param lastUsedAt To the minute; null before the first use.
 * @param replacedBy The key that replaced it by a rotation.
 * @param key The key itself: {@code sticker_}, 32 random letters and digits, and 6 that are a checksum.
 */
public record NewApiKey(
        @JsonProperty(value = "id", required = true) long id,
        @JsonProperty(value = "account_id", required = true) long accountId,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty(value = "prefix", required = true) String prefix,
        @JsonProperty(value = "scopes", required = true) List<String> scopes,

        @JsonProperty(value = "quota_per_minute", required = true)
        long quotaPerMinute,

        @JsonProperty(value = "created_at", required = true) Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @JsonProperty("revoked_at") @Nullable Instant revokedAt,
        @JsonProperty("last_used_at") @Nullable Instant lastUsedAt,
        @JsonProperty("replaced_by") @Nullable Long replacedBy,
        @JsonProperty(value = "key", required = true) String key) {
    public NewApiKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(prefix, "prefix");
        scopes = List.copyOf(scopes);
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(key, "key");
    }

    /** Returns all members but the secret. */
    @Override
    public String toString() {
        return "NewApiKey[id=" + id + ", accountId=" + accountId + ", name=" + name + ", prefix=" + prefix + ", scopes="
                + scopes + ", quotaPerMinute=" + quotaPerMinute + ", createdAt=" + createdAt + ", expiresAt="
                + expiresAt + ", revokedAt=" + revokedAt + ", lastUsedAt=" + lastUsedAt + ", replacedBy=" + replacedBy
                + "]";
    }
}
