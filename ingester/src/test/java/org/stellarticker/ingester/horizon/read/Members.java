package org.stellarticker.ingester.horizon.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/** The members of a record by their paths, each as text: those of Horizon's JSON, and those of the value that was read. */
final class Members {

    private Members() {}

    /** Returns the members of a JSON record without those that are null or empty. */
    static Map<String, String> of(JsonObject record) {
        var members = new TreeMap<String, String>();
        put(members, "", record);
        members.values().removeIf(String::isEmpty);
        return members;
    }

    private static void put(Map<String, String> members, String path, JsonElement value) {
        switch (value) {
            case JsonObject object ->
                object.asMap()
                        .forEach((name, member) -> put(members, path.isEmpty() ? name : path + "." + name, member));
            case JsonArray array -> {
                for (int at = 0; at < array.size(); at++) {
                    put(members, path + "." + at, array.get(at));
                }
            }
            case JsonPrimitive plain -> members.put(path, plain.getAsString());
            default -> {
                // Null.
            }
        }
    }

    static Map<String, String> of(Trade trade) {
        var members = new TreeMap<String, String>();
        members.put("id", trade.id().toString());
        members.put("paging_token", trade.id().token().value());
        members.put("ledger_close_time", trade.ledgerCloseTime().toString());
        members.put("trade_type", trade.type().word());
        trade.poolFee().ifPresent(fee -> members.put("liquidity_pool_fee_bp", Integer.toString(fee)));
        members.put("base_is_seller", Boolean.toString(trade.baseIsSeller()));
        put(members, "price", trade.price());
        put(members, "base", trade.base());
        put(members, "counter", trade.counter());
        return members;
    }

    private static void put(Map<String, String> members, String name, TradeSide side) {
        members.put(name + "_amount", side.amount().toString());
        members.put(name + "_asset_type", side.asset().type());
        if (!(side.asset() instanceof NativeAsset)) {
            members.put(name + "_asset_code", side.asset().code());
            members.put(name + "_asset_issuer", side.asset().issuer());
        }
        switch (side.party()) {
            case OfferParty(var account, var offerId) -> {
                members.put(name + "_account", account.value());
                offerId.ifPresent(id -> members.put(name + "_offer_id", Long.toString(id)));
            }
            case PoolParty(String poolId) -> members.put(name + "_liquidity_pool_id", poolId);
        }
    }

    private static void put(Map<String, String> members, String name, Price price) {
        members.put(name + ".n", Long.toString(price.n()));
        members.put(name + ".d", Long.toString(price.d()));
    }

    static Map<String, String> of(AssetPage.Listing listing) {
        var members = new TreeMap<String, String>();
        var asset = listing.asset();
        members.put("asset_type", asset.type());
        members.put("asset_code", asset.code());
        members.put("asset_issuer", asset.issuer());
        members.put("contract_id", listing.contractId());
        members.put("_links.toml.href", listing.tomlUrl());
        var holdings = listing.holdings();
        put(members, "accounts.authorized", "balances.authorized", holdings.authorized());
        put(
                members,
                "accounts.authorized_to_maintain_liabilities",
                "balances.authorized_to_maintain_liabilities",
                holdings.maintaining());
        put(members, "accounts.unauthorized", "balances.unauthorized", holdings.unauthorized());
        put(members, "num_claimable_balances", "claimable_balances_amount", holdings.claimableBalances());
        put(members, "num_liquidity_pools", "liquidity_pools_amount", holdings.liquidityPools());
        put(members, "num_contracts", "contracts_amount", holdings.contracts());
        members.put("flags.auth_required", Boolean.toString(listing.flags().authRequired()));
        members.put("flags.auth_revocable", Boolean.toString(listing.flags().authRevocable()));
        members.put("flags.auth_immutable", Boolean.toString(listing.flags().authImmutable()));
        members.put(
                "flags.auth_clawback_enabled", Boolean.toString(listing.flags().authClawbackEnabled()));
        members.values().removeIf(String::isEmpty);
        return members;
    }

    private static void put(Map<String, String> members, String count, String amount, Held held) {
        members.put(count, Long.toString(held.count()));
        members.put(amount, held.amount().toPlainString());
    }

    /** Returns the reserves in the order of their assets, which Horizon does not define. */
    static Map<String, String> of(PoolListing pool) {
        var members = new TreeMap<String, String>();
        members.put("id", pool.id());
        members.put("fee_bp", Integer.toString(pool.feeBp()));
        members.put("type", "constant_product");
        members.put("total_trustlines", Long.toString(pool.trustlines()));
        members.put("total_shares", pool.totalShares().toString());
        members.put("reserves." + name(pool.pair().base()), pool.baseReserve().toString());
        members.put(
                "reserves." + name(pool.pair().counter()), pool.counterReserve().toString());
        return members;
    }

    private static String name(Asset asset) {
        return asset instanceof NativeAsset ? "native" : asset.key();
    }

    static Map<String, String> ofPool(JsonObject record) {
        var members = of(record);
        members.keySet().removeIf(member -> member.startsWith("reserves."));
        for (JsonElement reserve : record.getAsJsonArray("reserves")) {
            var side = reserve.getAsJsonObject();
            members.put(
                    "reserves." + side.get("asset").getAsString(),
                    side.get("amount").getAsString());
        }
        return members;
    }

    static Map<String, String> of(Level level) {
        var members = new TreeMap<String, String>();
        put(members, "price_r", level.price());
        members.put("amount", level.amount().toString());
        return members;
    }

    static Map<String, String> of(Aggregation interval) {
        var members = new TreeMap<String, String>();
        members.put("timestamp", Long.toString(interval.openTime().toEpochMilli()));
        members.put("trade_count", Long.toString(interval.tradeCount()));
        members.put("base_volume", interval.baseVolume().toPlainString());
        members.put("counter_volume", interval.counterVolume().toPlainString());
        put(members, "open_r", interval.open());
        put(members, "high_r", interval.high());
        put(members, "low_r", interval.low());
        put(members, "close_r", interval.close());
        return members;
    }

    /** The records of a page; or what stands alone, as the only one. */
    static List<JsonObject> records(String json) {
        JsonObject whole = JsonParser.parseString(json).getAsJsonObject();
        return whole.has("_embedded")
                ? whole.getAsJsonObject("_embedded").getAsJsonArray("records").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of(whole);
    }
}
