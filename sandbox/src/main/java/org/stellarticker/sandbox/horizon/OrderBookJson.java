package org.stellarticker.sandbox.horizon;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** Writes order books. A recording has no offers, so that the books of a replay are empty, as of an unknown market. */
final class OrderBookJson {

    private static final JsonName BIDS = JsonName.of("bids");
    private static final JsonName ASKS = JsonName.of("asks");
    private static final JsonName BASE = JsonName.of("base");
    private static final JsonName COUNTER = JsonName.of("counter");
    private static final JsonName ASSET_TYPE = JsonName.of("asset_type");
    private static final JsonName ASSET_CODE = JsonName.of("asset_code");
    private static final JsonName ASSET_ISSUER = JsonName.of("asset_issuer");

    private OrderBookJson() {}

    static void write(JsonWriter json, Asset selling, Asset buying) {
        json.beginObject();
        json.name(BIDS).beginArray().endArray();
        json.name(ASKS).beginArray().endArray();
        json.name(BASE);
        asset(json, selling);
        json.name(COUNTER);
        asset(json, buying);
        json.endObject();
    }

    private static void asset(JsonWriter json, Asset asset) {
        json.beginObject();
        json.name(ASSET_TYPE).string(asset.type());
        if (!(asset instanceof NativeAsset)) {
            json.name(ASSET_CODE).string(asset.code());
            json.name(ASSET_ISSUER).string(asset.issuer());
        }
        json.endObject();
    }
}
