package org.stellarticker.ingester.horizon;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.PoolParty;

/** Reads Horizon's answer of {@code /liquidity_pools}; of numbers it does not matter whether they come as texts. */
final class PoolPageReader {

    private static final Logger log = LoggerFactory.getLogger(PoolPageReader.class);

    private static final String NATIVE = "native";

    private PoolPageReader() {}

    static PoolPage read(byte[] body) {
        var pools = new ArrayList<PoolListing>();
        var unreadable = new ArrayList<String>();
        Optional<String> next = Optional.empty();
        String reason = "";
        for (JsonObject record : records(body)) {
            String token = text(record, "paging_token");
            next = Optional.of(token);
            try {
                pools.add(pool(record));
            } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException why) {
                unreadable.add(token);
                reason = String.valueOf(why.getMessage());
            }
        }
        if (!unreadable.isEmpty()) {
            log.atWarn()
                    .addKeyValue("pools", unreadable.size())
                    .addKeyValue("last", unreadable.getLast())
                    .addKeyValue("because", reason)
                    .log("a page of liquidity pools cannot be read as a whole");
        }
        return new PoolPage(pools, next, unreadable);
    }

    private static List<JsonObject> records(byte[] body) {
        try {
            JsonArray records = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonObject("_embedded")
                    .getAsJsonArray("records");
            var objects = new ArrayList<JsonObject>();
            for (JsonElement record : records) {
                // Without its token it is not known where the next page begins.
                text(record.getAsJsonObject(), "paging_token");
                objects.add(record.getAsJsonObject());
            }
            return objects;
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | ClassCastException unreadable) {
            throw new HorizonFault(
                    "Horizon's page of liquidity pools cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static PoolListing pool(JsonObject record) {
        String type = text(record, "type");
        if (!type.equals("constant_product")) {
            throw new IllegalArgumentException("type: expected constant_product, found \"" + type + "\"");
        }
        JsonElement reserves = record.get("reserves");
        if (reserves == null
                || !reserves.isJsonArray()
                || reserves.getAsJsonArray().size() != 2) {
            throw new IllegalArgumentException("reserves: expected two, found " + reserves);
        }
        JsonObject one = reserves.getAsJsonArray().get(0).getAsJsonObject();
        JsonObject other = reserves.getAsJsonArray().get(1).getAsJsonObject();
        var pair = TradePair.normalised(asset(text(one, "asset")), asset(text(other, "asset")));
        boolean turned = !asset(text(one, "asset")).equals(pair.base());
        return new PoolListing(
                new PoolParty(text(record, "id")).poolId(),
                pair,
                Amount.parse(text(turned ? other : one, "amount")),
                Amount.parse(text(turned ? one : other, "amount")),
                Integer.parseInt(text(record, "fee_bp")),
                Amount.parse(text(record, "total_shares")),
                Long.parseLong(text(record, "total_trustlines")));
    }

    /** {@code native}, or {@code CODE:ISSUER}. */
    private static Asset asset(String canonical) {
        int colon = canonical.indexOf(':');
        if (colon < 0 && !canonical.equals(NATIVE)) {
            throw new IllegalArgumentException("asset: expected native or CODE:ISSUER, found \"" + canonical + "\"");
        }
        return colon < 0
                ? NativeAsset.XLM
                : Asset.issued(canonical.substring(0, colon), canonical.substring(colon + 1));
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw new IllegalArgumentException(name + ": expected a value, found " + value);
        }
        return value.getAsString();
    }
}
