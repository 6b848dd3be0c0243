package org.stellarticker.sandbox.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
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
import org.stellarticker.sandbox.journal.LedgerTrade;

/** Reads a trade from Horizon's {@code /trades} record; unknown members are ignored. */
public final class TradeRecordReader {

    /** A member of generated recordings only; Horizon does not send it. */
    private static final String ROUNDING_SLIPPAGE = "_rounding_slippage_bp";

    private final JsonFactory json = new JsonFactory();
    private final Map<String, Asset> assets = new HashMap<>();

    /**
     * Reads a record.
     *
     * @param record one JSON object
     * @throws IllegalArgumentException when it is not a trade; the message says what was expected and found
     */
    public LedgerTrade read(String record) {
        Map<String, String> members = members(record);
        var trade = new Trade(
                TradeId.parse(value(members, members.containsKey("paging_token") ? "paging_token" : "id")),
                closeTime(value(members, "ledger_close_time")),
                side(members, "base"),
                side(members, "counter"),
                new Price(integer(members, "price.n"), integer(members, "price.d")),
                bool(members, "base_is_seller"),
                basisPoints(members, "liquidity_pool_fee_bp"));
        trade.pair();
        return new LedgerTrade(trade, basisPoints(members, ROUNDING_SLIPPAGE));
    }

    /** Returns the record's scalars as text; those of {@code price} as {@code price.NAME}. */
    private Map<String, String> members(String record) {
        Map<String, String> members = new HashMap<>(32);
        try (JsonParser parser = json.createParser(record)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("expected a JSON object, found \"" + shortened(record) + "\"");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_OBJECT && name.equals("price")) {
                    price(parser, members);
                } else if (token.isStructStart()) {
                    parser.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    members.put(name, parser.getText());
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("expected one JSON object a line, found more");
            }
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "expected a JSON object, found \"" + shortened(record) + "\" (" + broken.getOriginalMessage() + ")",
                    broken);
        } catch (IOException fromAString) {
            throw new UncheckedIOException(fromAString);
        }
        return members;
    }

    private static void price(JsonParser parser, Map<String, String> members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = "price." + parser.currentName();
            if (parser.nextToken().isStructStart()) {
                parser.skipChildren();
            } else {
                members.put(name, parser.getText());
            }
        }
    }

    private TradeSide side(Map<String, String> members, String side) {
        Asset asset = asset(members, side);
        Amount amount = Amount.parse(value(members, side + "_amount"));
        String pool = members.get(side + "_liquidity_pool_id");
        TradeParty party = pool != null
                ? new TradeParty.PoolParty(pool)
                : new TradeParty.OfferParty(
                        new AccountId(value(members, side + "_account")), integer(members, side + "_offer_id"));
        return new TradeSide(asset, amount, party);
    }

    /** Returns one object for each asset, however often it is traded. */
    private Asset asset(Map<String, String> members, String side) {
        String type = value(members, side + "_asset_type");
        if (type.equals("native")) {
            return NativeAsset.XLM;
        }
        String code = value(members, side + "_asset_code");
        String issuer = value(members, side + "_asset_issuer");
        Asset asset = assets.computeIfAbsent(code + ":" + issuer, key -> Asset.issued(code, issuer));
        if (!asset.type().equals(type)) {
            throw new IllegalArgumentException(
                    side + "_asset_type: expected " + asset.type() + " for " + code + ", found \"" + type + "\"");
        }
        return asset;
    }

    private static Instant closeTime(String found) {
        try {
            Instant time = Instant.parse(found);
            if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
                return time;
            }
        } catch (DateTimeException notATime) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException(
                "ledger_close_time: expected whole seconds such as 2026-08-20T21:02:00Z, found \"" + found + "\"");
    }

    private static String value(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": expected a value, found none");
        }
        return value;
    }

    private static long integer(Map<String, String> members, String name) {
        String found = value(members, name);
        try {
            return Long.parseLong(found);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    name + ": expected a whole number of 64 bits, found \"" + found + "\"", notANumber);
        }
    }

    private static boolean bool(Map<String, String> members, String name) {
        String found = value(members, name);
        return switch (found) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + ": expected true or false, found \"" + found + "\"");
        };
    }

    private static OptionalInt basisPoints(Map<String, String> members, String name) {
        if (!members.containsKey(name)) {
            return OptionalInt.empty();
        }
        long found = integer(members, name);
        if (found < 0 || found > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": expected 0 or more basis points, found " + found);
        }
        return OptionalInt.of((int) found);
    }

    private static String shortened(String record) {
        return record.length() <= 60 ? record : record.substring(0, 60) + "…";
    }
}
