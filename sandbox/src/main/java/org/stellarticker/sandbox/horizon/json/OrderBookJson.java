package org.stellarticker.sandbox.horizon.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.OrderBookState.Level;

/** Writes order books. */
public final class OrderBookJson {

    private static final JsonName BIDS = JsonName.of("bids");
    private static final JsonName ASKS = JsonName.of("asks");
    private static final JsonName PRICE_R = JsonName.of("price_r");
    private static final JsonName N = JsonName.of("n");
    private static final JsonName D = JsonName.of("d");
    private static final JsonName PRICE = JsonName.of("price");
    private static final JsonName AMOUNT = JsonName.of("amount");
    private static final JsonName BASE = JsonName.of("base");
    private static final JsonName COUNTER = JsonName.of("counter");
    private static final JsonName ASSET_TYPE = JsonName.of("asset_type");
    private static final JsonName ASSET_CODE = JsonName.of("asset_code");
    private static final JsonName ASSET_ISSUER = JsonName.of("asset_issuer");

    private OrderBookJson() {}

    /**
     * Writes an order book.
     *
     * @param levels the largest number of levels of each side
     */
    public static void write(JsonWriter json, Asset selling, Asset buying, OrderBookState book, int levels) {
        json.beginObject();
        json.name(BIDS);
        side(json, book.bids(), levels);
        json.name(ASKS);
        side(json, book.asks(), levels);
        json.name(BASE);
        asset(json, selling);
        json.name(COUNTER);
        asset(json, buying);
        json.endObject();
    }

    private static void side(JsonWriter json, List<Level> side, int levels) {
        json.beginArray();
        side.stream().limit(levels).forEach(level -> {
            Price price = level.price();
            json.element().beginObject();
            json.name(PRICE_R).beginObject();
            json.name(N).number(price.n());
            json.name(D).number(price.d());
            json.endObject();
            json.name(PRICE).string(rounded(price));
            json.name(AMOUNT).amount(level.amount());
            json.endObject();
        });
        json.endArray();
    }

    private static String rounded(Price price) {
        return BigDecimal.valueOf(price.n())
                .divide(BigDecimal.valueOf(price.d()), Amount.SCALE, RoundingMode.HALF_UP)
                .toPlainString();
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
