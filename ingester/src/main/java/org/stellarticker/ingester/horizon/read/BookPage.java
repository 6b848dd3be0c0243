package org.stellarticker.ingester.horizon.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.RecordBody;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.Result.Cause;
import org.stellarticker.ingester.horizon.json.Decimals;
import org.stellarticker.ingester.horizon.json.Json;
import org.stellarticker.ingester.horizon.json.RecordMembers;
import org.stellarticker.ingester.horizon.json.RecordSlices;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/**
 * Reads Horizon's answer of {@code /order_book}, level by level. Prices are {@code price_r}: the decimal one is 0 for small
 * prices, and the SDK's model breaks on large ones. Amounts are sums, and may be beyond 64 bits.
 */
final class BookPage {

    /** The number of levels that are requested, the best first. */
    private static final int MOST_LEVELS = 200;

    /** More digits than the sum of offers can have. */
    private static final int LONGEST_NUMBER = 80;

    private BookPage() {}

    /**
     * Reads a book.
     *
     * @return a failure when the answer is whole and no order book, since the next one would be none either
     * @throws HorizonException when the answer is empty, incomplete or no JSON object, which may pass
     */
    static Result<OrderBookLevels> read(byte[] body) {
        if (body.length == 0) {
            throw new HorizonException("Horizon's order book is empty text");
        }
        Optional<List<RecordBody>> bids = RecordSlices.ofBalanced(body, "bids");
        Optional<List<RecordBody>> asks = RecordSlices.ofBalanced(body, "asks");
        // A book whose other half is missing is not one without offers there; one whose levels hide others has wrong
        // sums.
        if (bids.isEmpty() || asks.isEmpty()) {
            rejectCutShort(body);
            return new Result.Failure<>(Cause.REFUSED, "order book: expected an object with lists of bids and asks");
        }
        var rejected = new ArrayList<RejectedRecord>();
        List<Level> readBids = levels("bid", bids.get(), rejected);
        List<Level> readAsks = levels("ask", asks.get(), rejected);
        // Nor is a side empty of which no level can be read.
        if ((readBids.isEmpty() && !bids.get().isEmpty())
                || (readAsks.isEmpty() && !asks.get().isEmpty())) {
            return new Result.Failure<>(Cause.REFUSED, rejected.getFirst().reason());
        }
        return new Result.Success<>(new OrderBookLevels(readBids, readAsks, List.copyOf(rejected)));
    }

    /**
     * Reads the book of a pair.
     *
     * @throws HorizonException also when the book names other assets, as an intermediate cache may send it
     */
    static Result<OrderBookLevels> read(byte[] body, TradePair pair) {
        Result<OrderBookLevels> book = read(body);
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "base" -> rejectOther(name, json, pair.base());
                    case "counter" -> rejectOther(name, json, pair.counter());
                    default -> json.skipChildren();
                }
            }
        } catch (IOException notJson) {
            // A level is no JSON; it was rejected, and the assets behind it are not looked at.
            return book;
        }
        return book;
    }

    private static void rejectOther(String side, JsonParser json, Asset asked) throws IOException {
        var members = new HashMap<String, String>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                members.put(name, json.getText());
                json.skipChildren();
            }
        }
        Map<String, String> expected = asked instanceof NativeAsset
                ? Map.of("asset_type", asked.type())
                : Map.of("asset_code", asked.code(), "asset_issuer", asked.issuer());
        if (!members.entrySet().containsAll(expected.entrySet())) {
            throw new HorizonException(
                    "Horizon's order book: expected the " + side + " " + asked + ", found " + members);
        }
    }

    private static void rejectCutShort(byte[] body) {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            while (json.nextToken() != null) {
                json.skipChildren();
            }
        } catch (IOException notJson) {
            // An object that comes whole, and is no JSON within, does so the next time, too.
            if (isCutShort(body, notJson) || body[0] != '{') {
                throw new HorizonException(
                        "Horizon's order book is not whole or no JSON: " + firstLine(notJson), notJson);
            }
        }
    }

    /** The parser has an exception of its own for input that ends within a value, but none for input that ends between two. */
    private static boolean isCutShort(byte[] body, IOException notJson) {
        return notJson instanceof JsonEOFException
                || !new String(body, StandardCharsets.UTF_8).stripTrailing().endsWith("}");
    }

    /** Returns the message without the excerpt of the source. */
    private static String firstLine(IOException why) {
        return why instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(why.getMessage());
    }

    private static List<Level> levels(String side, List<RecordBody> sent, List<RejectedRecord> rejected) {
        var levels = new ArrayList<Level>();
        int number = 0;
        for (RecordBody record : sent.subList(0, Math.min(sent.size(), MOST_LEVELS))) {
            number++;
            try {
                levels.add(level(RecordMembers.of(record).whole()));
            } catch (IllegalArgumentException why) {
                rejected.add(new RejectedRecord(side + " " + number, "order book: " + why.getMessage()));
            }
        }
        return levels;
    }

    private static Level level(RecordMembers record) {
        BigInteger n = number(record, "/price_r/n");
        BigInteger d = number(record, "/price_r/d");
        return new Level(Price.of(n, d), Decimals.units("amount", record.text("/amount")));
    }

    private static BigInteger number(RecordMembers record, String path) {
        String text = record.text(path);
        try {
            var number = text.length() <= LONGEST_NUMBER ? new BigInteger(text) : BigInteger.ZERO;
            if (number.signum() > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // The exception below says what was expected.
        }
        throw new IllegalArgumentException("price_r: expected whole numbers above 0 of at most " + LONGEST_NUMBER
                + " digits, found \"" + text + "\"");
    }
}
