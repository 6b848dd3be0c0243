package org.stellarticker.sandbox.horizon.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.stellarticker.sandbox.journal.Side;
import org.stellarticker.sandbox.journal.StoredTrade;

/** Writes trades, for readers that take 80,000 a second. */
public final class TradeJson {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName SELF = JsonName.of("self");
    private static final JsonName BASE = JsonName.of("base");
    private static final JsonName COUNTER = JsonName.of("counter");
    private static final JsonName OPERATION = JsonName.of("operation");
    private static final JsonName HREF = JsonName.of("href");
    private static final JsonName ID = JsonName.of("id");
    private static final JsonName PAGING_TOKEN = JsonName.of("paging_token");
    private static final JsonName LEDGER_CLOSE_TIME = JsonName.of("ledger_close_time");
    private static final JsonName TRADE_TYPE = JsonName.of("trade_type");
    private static final JsonName POOL_FEE = JsonName.of("liquidity_pool_fee_bp");
    private static final JsonName BASE_IS_SELLER = JsonName.of("base_is_seller");
    private static final JsonName PRICE = JsonName.of("price");
    private static final JsonName N = JsonName.of("n");
    private static final JsonName D = JsonName.of("d");

    private static final byte[] ORDERBOOK = ascii("\"orderbook\"");
    private static final byte[] LIQUIDITY_POOL = ascii("\"liquidity_pool\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] DASH = ascii("-");
    private static final byte[] NOTHING = ascii("\"\"");

    private static final SideNames BASE_NAMES = SideNames.of("base");
    private static final SideNames COUNTER_NAMES = SideNames.of("counter");

    private record SideNames(
            JsonName pool,
            JsonName offer,
            JsonName account,
            JsonName amount,
            JsonName assetType,
            JsonName assetCode,
            JsonName assetIssuer) {

        static SideNames of(String side) {
            return new SideNames(
                    JsonName.of(side + "_liquidity_pool_id"),
                    JsonName.of(side + "_offer_id"),
                    JsonName.of(side + "_account"),
                    JsonName.of(side + "_amount"),
                    JsonName.of(side + "_asset_type"),
                    JsonName.of(side + "_asset_code"),
                    JsonName.of(side + "_asset_issuer"));
        }
    }

    private final AssetTexts assets;
    private final byte[] accountPrefix;
    private final byte[] poolPrefix;
    private final byte[] operationPrefix;
    private final byte[] party = new byte[64];
    private long closedAt = Long.MIN_VALUE;
    private byte[] closeTime = NOTHING;

    /**
     * Makes a writer.
     *
     * @param origin the start of each link
     */
    public TradeJson(AssetTexts assets, String origin) {
        this.assets = assets;
        this.accountPrefix = prefix(origin + "/accounts/");
        this.poolPrefix = prefix(origin + "/liquidity_pools/");
        this.operationPrefix = prefix(origin + "/operations/");
    }

    /** Returns the opening quote and the text, escaped. */
    private static byte[] prefix(String text) {
        var json = new JsonWriter(JsonWriter.Layout.ONE_LINE, 128).string(text);
        return Arrays.copyOf(json.written().array(), json.length() - 1);
    }

    /**
     * Writes a trade.
     *
     * @param base the side to be shown as base
     */
    public void write(JsonWriter json, StoredTrade trade, Side base) {
        Side counter = base.other();
        json.beginObject();
        links(json, trade, base, counter);
        json.name(ID);
        token(json, trade);
        json.name(PAGING_TOKEN);
        token(json, trade);
        json.name(LEDGER_CLOSE_TIME).raw(closeTime(trade));
        json.name(TRADE_TYPE).raw(trade.isPoolTrade() ? LIQUIDITY_POOL : ORDERBOOK);
        if (trade.poolFee() > 0) {
            json.name(POOL_FEE).number(trade.poolFee());
        }
        side(json, trade, base, BASE_NAMES);
        side(json, trade, counter, COUNTER_NAMES);
        json.name(BASE_IS_SELLER).bool(trade.baseIsSeller() == (base == Side.BASE));
        json.name(PRICE).beginObject();
        json.name(N).quoted(base == Side.BASE ? trade.priceN() : trade.priceD());
        json.name(D).quoted(base == Side.BASE ? trade.priceD() : trade.priceN());
        json.endObject();
        json.endObject();
    }

    private void links(JsonWriter json, StoredTrade trade, Side base, Side counter) {
        json.name(LINKS).beginObject();
        json.name(SELF).beginObject().name(HREF).raw(NOTHING).endObject();
        json.name(BASE).beginObject().name(HREF);
        partyLink(json, trade, base);
        json.endObject();
        json.name(COUNTER).beginObject().name(HREF);
        partyLink(json, trade, counter);
        json.endObject();
        json.name(OPERATION)
                .beginObject()
                .name(HREF)
                .raw(operationPrefix)
                .digits(trade.toid())
                .raw(QUOTE);
        json.endObject();
        json.endObject();
    }

    private void partyLink(JsonWriter json, StoredTrade trade, Side side) {
        json.raw(trade.isPool(side) ? poolPrefix : accountPrefix);
        json.raw(party, trade.party(side, party, 0)).raw(QUOTE);
    }

    private static void token(JsonWriter json, StoredTrade trade) {
        json.raw(QUOTE).digits(trade.toid()).raw(DASH).digits(trade.index()).raw(QUOTE);
    }

    /** The trades of one ledger follow each other, so its close time is formatted once. */
    private byte[] closeTime(StoredTrade trade) {
        if (trade.closedAt() != closedAt) {
            closedAt = trade.closedAt();
            closeTime = ascii("\"" + Instant.ofEpochSecond(closedAt) + "\"");
        }
        return closeTime;
    }

    private void side(JsonWriter json, StoredTrade trade, Side side, SideNames names) {
        if (trade.isPool(side)) {
            json.name(names.pool);
        } else {
            json.name(names.offer).quoted(trade.offerId(side));
            json.name(names.account);
        }
        json.raw(QUOTE).raw(party, trade.party(side, party, 0)).raw(QUOTE);
        json.name(names.amount).amount(trade.amount(side));
        var asset = assets.get(trade.asset(side));
        json.name(names.assetType).raw(asset.type);
        if (asset.code.length > 0) {
            json.name(names.assetCode).raw(asset.code);
            json.name(names.assetIssuer).raw(asset.issuer);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
