// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Audit window.
 *
 * @param evidence What proved it; in CSV separated by semicolons.
 */
public record AuditWindow(
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to,
        @JsonProperty(value = "state", required = true) String state,
        @JsonProperty(value = "evidence", required = true) List<String> evidence,
        @JsonProperty("reason") @Nullable String reason,

        @JsonProperty(value = "trades_read", required = true)
        long tradesRead,

        @JsonProperty(value = "trades_repaired", required = true)
        long tradesRepaired,

        @JsonProperty("decided_at") @Nullable Instant decidedAt) {
    public AuditWindow {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(state, "state");
        evidence = List.copyOf(evidence);
    }
}
