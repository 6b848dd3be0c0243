package org.stellarticker.e2e.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeSide;

/** Horizon's trade records, read without the ingester. */
public final class SourceTrades {

    private SourceTrades() {}

    public static Trade read(JsonNode told) {
        return new Trade(
                TradeId.parse(told.get("id").asText()),
                Instant.parse(told.get("ledger_close_time").asText()),
                side(told, "base"),
                side(told, "counter"),
                new Price(told.at("/price/n").asLong(), told.at("/price/d").asLong()),
                told.get("base_is_seller").asBoolean(),
                told.has("liquidity_pool_fee_bp")
                        ? OptionalInt.of(told.get("liquidity_pool_fee_bp").asInt())
                        : OptionalInt.empty());
    }

    private static TradeSide side(JsonNode told, String side) {
        Asset asset = told.get(side + "_asset_type").asText().equals("native")
                ? NativeAsset.XLM
                : Asset.issued(
                        told.get(side + "_asset_code").asText(),
                        told.get(side + "_asset_issuer").asText());
        TradeParty party = told.has(side + "_liquidity_pool_id")
                ? new TradeParty.PoolParty(told.get(side + "_liquidity_pool_id").asText())
                : new TradeParty.OfferParty(
                        new AccountId(told.get(side + "_account").asText()),
                        told.get(side + "_offer_id").asLong());
        return new TradeSide(asset, Amount.parse(told.get(side + "_amount").asText()), party);
    }
}
