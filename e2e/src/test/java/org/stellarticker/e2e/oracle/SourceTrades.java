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

/** Reads Horizon's trade records without the ingester. */
public final class SourceTrades {

    private SourceTrades() {}

    public static Trade read(JsonNode json) {
        return new Trade(
                TradeId.parse(json.get("id").asText()),
                Instant.parse(json.get("ledger_close_time").asText()),
                side(json, "base"),
                side(json, "counter"),
                new Price(json.at("/price/n").asLong(), json.at("/price/d").asLong()),
                json.get("base_is_seller").asBoolean(),
                json.has("liquidity_pool_fee_bp")
                        ? OptionalInt.of(json.get("liquidity_pool_fee_bp").asInt())
                        : OptionalInt.empty());
    }

    private static TradeSide side(JsonNode json, String side) {
        Asset asset = json.get(side + "_asset_type").asText().equals("native")
                ? NativeAsset.XLM
                : Asset.issued(
                        json.get(side + "_asset_code").asText(),
                        json.get(side + "_asset_issuer").asText());
        TradeParty party = json.has(side + "_liquidity_pool_id")
                ? new TradeParty.PoolParty(json.get(side + "_liquidity_pool_id").asText())
                : new TradeParty.OfferParty(
                        new AccountId(json.get(side + "_account").asText()),
                        json.get(side + "_offer_id").asLong());
        return new TradeSide(asset, Amount.parse(json.get(side + "_amount").asText()), party);
    }
}
