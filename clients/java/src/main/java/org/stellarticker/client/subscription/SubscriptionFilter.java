// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which members there are depends on the type: {@code /api/v1/subscription-types} has a schema of each.
 *
 * @param minimumBaseAmount Of {@code trade}: the smallest base amount, in units.
 * @param direction Of {@code price}.
 * @param price Of {@code price}: the level, counter per base.
 * @param hysteresisPercent Of {@code price}: how far it must come back before the next crossing counts, in percent of the level, up to 50; 1 unless given.
 * @param windowSeconds Of {@code volume} and {@code spread}: the length of the window.
 * @param above Of {@code volume}: the base volume that is to be exceeded.
 * @param abovePercent Of {@code spread}: the spread that is to be exceeded for the window, in percent of the price midway between bid and ask, below 200.
 * @param code Of {@code new_asset}.
 * @param domain Of {@code new_asset}: that of its stellar.toml.
 * @param staleSeconds Of {@code feed}: the age of the newest ledger; 300 unless given.
 * @param asset Of {@code new_market}: one of its assets; of {@code asset}: the asset.
 */
public record SubscriptionFilter(
        @JsonProperty("base") @Nullable String base,
        @JsonProperty("counter") @Nullable String counter,
        @JsonProperty("minimum_base_amount") @Nullable String minimumBaseAmount,
        @JsonProperty("interval") @Nullable String interval,
        @JsonProperty("direction") @Nullable String direction,
        @JsonProperty("price") @Nullable String price,
        @JsonProperty("hysteresis_percent") @Nullable String hysteresisPercent,
        @JsonProperty("window_seconds") @Nullable Long windowSeconds,
        @JsonProperty("above") @Nullable String above,
        @JsonProperty("above_percent") @Nullable String abovePercent,
        @JsonProperty("code") @Nullable String code,
        @JsonProperty("domain") @Nullable String domain,
        @JsonProperty("stale_seconds") @Nullable Long staleSeconds,
        @JsonProperty("asset") @Nullable String asset) {}
