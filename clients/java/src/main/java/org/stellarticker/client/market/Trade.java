// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.asset.DirectoryEntry;

/**
 * Trade.
 *
 * @param price price_n / price_d
 * @param baseIsSeller Whether the offer or pool of the base's side was there first.
 * @param baseAccount Null for a pool.
 * @param counterAccount Null for a pool.
 * @param liquidityPoolFeeBp The fee in hundredths of a percent.
 * @param ingestedFrom How it came: live, read page by page, or added by the audit.
 * @param warnings Which account a directory warns of; in lists, as both directories.
 */
public record Trade(
        @JsonProperty(value = "paging_token", required = true)
        String pagingToken,

        @JsonProperty(value = "ledger", required = true) long ledger,

        @JsonProperty(value = "ledger_close_time", required = true)
        Instant ledgerCloseTime,

        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,

        @JsonProperty(value = "base_amount", required = true)
        BigDecimal baseAmount,

        @JsonProperty(value = "counter_amount", required = true)
        BigDecimal counterAmount,

        @JsonProperty(value = "price", required = true) BigDecimal price,
        @JsonProperty(value = "price_n", required = true) long priceN,
        @JsonProperty(value = "price_d", required = true) long priceD,

        @JsonProperty(value = "base_is_seller", required = true)
        boolean baseIsSeller,

        @JsonProperty("base_account") @Nullable String baseAccount,
        @JsonProperty("base_offer_id") @Nullable Long baseOfferId,
        @JsonProperty("counter_account") @Nullable String counterAccount,
        @JsonProperty("counter_offer_id") @Nullable Long counterOfferId,
        @JsonProperty("liquidity_pool_id") @Nullable String liquidityPoolId,
        @JsonProperty("liquidity_pool_fee_bp") @Nullable Long liquidityPoolFeeBp,

        @JsonProperty(value = "ingested_from", required = true)
        String ingestedFrom,

        @JsonProperty(value = "stored_at", required = true) Instant storedAt,
        @JsonProperty("base_account_directory") @Nullable DirectoryEntry baseAccountDirectory,
        @JsonProperty("counter_account_directory") @Nullable DirectoryEntry counterAccountDirectory,
        @JsonProperty("warnings") @Nullable List<String> warnings) {
    public Trade {
        Objects.requireNonNull(pagingToken, "paging_token");
        Objects.requireNonNull(ledgerCloseTime, "ledger_close_time");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(baseAmount, "base_amount");
        Objects.requireNonNull(counterAmount, "counter_amount");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(ingestedFrom, "ingested_from");
        Objects.requireNonNull(storedAt, "stored_at");
        warnings = warnings == null ? null : List.copyOf(warnings);
    }
}
