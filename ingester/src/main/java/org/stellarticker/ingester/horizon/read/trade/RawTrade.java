package org.stellarticker.ingester.horizon.read.trade;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.ingester.horizon.json.LargeRecord;

/**
 * The members of a trade record as they were sent. Every value is kept as text, since some servers send numbers where others
 * send strings. One object reads many records, one after the other.
 */
final class RawTrade {

    private final RawTradeSide base = new RawTradeSide("base");
    private final RawTradeSide counter = new RawTradeSide("counter");
    private @Nullable String id;
    private @Nullable String pagingToken;
    private @Nullable TradeId position;
    private @Nullable String closeTime;
    private @Nullable String type;
    private @Nullable String feeBp;
    private @Nullable String baseIsSeller;
    private @Nullable String priceN;
    private @Nullable String priceD;
    private @Nullable String tooLarge;

    /** The network has no older trades. */
    private static final Instant EARLIEST = Instant.parse("2014-01-01T00:00:00Z");
    /** A later time is beyond what the database can hold. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The form of a close time, with 0 for each digit. */
    private static final String SECONDS = "0000-00-00T00:00:00Z";

    // The trades of a page share few close times.
    private String lastCloseTimeText = "";
    private Instant lastCloseTime = Instant.EPOCH;

    /**
     * Reads the object at the parser's position, whatever its members are.
     *
     * @throws IOException when it is not JSON
     */
    void read(JsonParser json) throws IOException {
        clear();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("price") && json.currentToken() == JsonToken.START_OBJECT) {
                readPrice(json);
            } else {
                keep(name, text(json));
            }
        }
    }

    private void readPrice(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "n" -> priceN = text(json);
                case "d" -> priceD = text(json);
                default -> json.skipChildren();
            }
        }
    }

    /** Returns the text of a plain value; null for any other value, which is skipped. */
    private static @Nullable String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isScalarValue()) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private void keep(String name, @Nullable String value) {
        switch (name) {
            case "id" -> id = value;
            case "paging_token" -> pagingToken = value;
            case "ledger_close_time" -> closeTime = value;
            case "trade_type" -> type = value;
            case "liquidity_pool_fee_bp" -> feeBp = value;
            case "base_is_seller" -> baseIsSeller = value;
            case "base_amount" -> base.amount = value;
            case "base_asset_type" -> base.assetType = value;
            case "base_asset_code" -> base.assetCode = value;
            case "base_asset_issuer" -> base.assetIssuer = value;
            case "base_account" -> base.account = value;
            case "base_offer_id" -> base.offerId = value;
            case "base_liquidity_pool_id" -> base.poolId = value;
            case "counter_amount" -> counter.amount = value;
            case "counter_asset_type" -> counter.assetType = value;
            case "counter_asset_code" -> counter.assetCode = value;
            case "counter_asset_issuer" -> counter.assetIssuer = value;
            case "counter_account" -> counter.account = value;
            case "counter_offer_id" -> counter.offerId = value;
            case "counter_liquidity_pool_id" -> counter.poolId = value;
            case LargeRecord.MEMBER -> tooLarge = value;
            default -> {
                // Links, and members of later versions of Horizon.
            }
        }
    }

    private void clear() {
        base.clear();
        counter.clear();
        id = null;
        pagingToken = null;
        position = null;
        closeTime = null;
        type = null;
        feeBp = null;
        baseIsSeller = null;
        priceN = null;
        priceD = null;
        tooLarge = null;
    }

    /** Returns the size that a {@link LargeRecord} had; null for any other record. */
    @Nullable
    String tooLarge() {
        return tooLarge;
    }

    /** Returns the position of the record; null when it cannot be read. */
    @Nullable
    TradeId position() {
        if (position == null) {
            String token = pagingToken != null ? pagingToken : id;
            position = token == null ? null : tradeId(token);
        }
        return position;
    }

    /** Parses a trade's position; null when the text is none. */
    static @Nullable TradeId tradeId(String text) {
        try {
            return TradeId.parse(text);
        } catch (IllegalArgumentException notAPosition) {
            return null;
        }
    }

    /**
     * Returns the trade.
     *
     * @throws IllegalArgumentException naming the member that is missing or cannot be used
     */
    Trade trade() {
        TradeSide baseSide = base.side();
        TradeSide counterSide = counter.side();
        // Rejects a trade of an asset against itself.
        var _ = new TradePair(baseSide.asset(), counterSide.asset());
        var trade = new Trade(
                id(),
                closeTime(RawTradeSide.required("ledger_close_time", closeTime)),
                baseSide,
                counterSide,
                new Price(RawTradeSide.number("price.n", priceN), RawTradeSide.number("price.d", priceD)),
                flag("base_is_seller", RawTradeSide.required("base_is_seller", baseIsSeller)),
                feeBp == null ? OptionalInt.empty() : OptionalInt.of(fee(feeBp)));
        // Versions of Horizon without pools do not send the type.
        if (type != null && trade.type() != TradeType.of(type)) {
            throw new IllegalArgumentException(
                    "trade_type: expected " + trade.type().word()
                            + ", since a side names " + (trade.type() == TradeType.ORDERBOOK ? "no" : "a")
                            + " liquidity pool, found \"" + type + "\"");
        }
        return trade;
    }

    private TradeId id() {
        TradeId known = position();
        return known != null
                ? known
                : TradeId.parse(RawTradeSide.required("paging_token", pagingToken != null ? pagingToken : id));
    }

    private Instant closeTime(String text) {
        if (!text.equals(lastCloseTimeText)) {
            Instant time = time(text);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException("ledger_close_time: expected a time from " + EARLIEST + " to "
                        + LATEST + ", found \"" + text + "\"");
            }
            lastCloseTime = time;
            lastCloseTimeText = text;
        }
        return lastCloseTime;
    }

    private static Instant time(String text) {
        try {
            return text.length() == SECONDS.length() ? seconds(text) : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "ledger_close_time: expected a time such as 2026-01-31T23:59:59Z, found \"" + text + "\"",
                    unreadable);
        }
    }

    /**
     * Reads a time in the form that Horizon sends. {@link Instant#parse} takes a tenth of the time that reading a page takes,
     * and so reads all other forms only.
     */
    private static Instant seconds(String text) {
        for (int i = 0; i < SECONDS.length(); i++) {
            char expected = SECONDS.charAt(i);
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return Instant.parse(text);
            }
        }
        try {
            return LocalDateTime.of(
                            Integer.parseInt(text, 0, 4, 10),
                            Integer.parseInt(text, 5, 7, 10),
                            Integer.parseInt(text, 8, 10, 10),
                            Integer.parseInt(text, 11, 13, 10),
                            Integer.parseInt(text, 14, 16, 10),
                            Integer.parseInt(text, 17, 19, 10))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unusual) {
            // The end of a day as 24:00:00, or a leap second; or no time at all.
            return Instant.parse(text);
        }
    }

    private static int fee(String text) {
        long fee = RawTradeSide.number("liquidity_pool_fee_bp", text);
        if (fee < 0 || fee > 10_000) {
            throw new IllegalArgumentException("liquidity_pool_fee_bp: expected 0 to 10000, found " + fee);
        }
        return (int) fee;
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + ": expected true or false, found \"" + text + "\"");
        };
    }
}
