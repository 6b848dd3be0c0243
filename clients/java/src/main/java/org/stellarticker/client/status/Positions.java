// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Positions.
 *
 * @param trades The cursor of the live stream of trades.
 * @param audit The cursor of the audit.
 * @param oldestEvent The oldest event that the stream still keeps.
 * @param newestEvent The newest one.
 * @param windowsAsOf When the stored windows of all markets end.
 */
public record Positions(
        @JsonProperty("trades") @Nullable String trades,
        @JsonProperty("audit") @Nullable String audit,
        @JsonProperty("oldest_event") @Nullable String oldestEvent,
        @JsonProperty("newest_event") @Nullable String newestEvent,
        @JsonProperty("windows_as_of") @Nullable Instant windowsAsOf) {}
