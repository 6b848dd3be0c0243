package org.stellarticker.ingester.horizon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;

/**
 * Reads Horizon's answer of {@code /order_book}. Prices are {@code price_r}: the decimal one is 0 for small prices, and
 * the SDK's model breaks on large ones.
 */
final class BookPage {

    private BookPage() {}

    /**
     * Reads a book.
     *
     * @throws HorizonFault when the answer is empty, cut short or no JSON, which passes; what is whole and makes no sense will
     *     the next time, too
     */
    static BookReading read(byte[] body) {
        if (body.length == 0) {
            throw new HorizonFault("Horizon's order book is empty text");
        }
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            return book(json);
        } catch (IllegalArgumentException noBook) {
            return new BookReading.Unreadable(String.valueOf(noBook.getMessage()));
        } catch (IOException cutShort) {
            throw new HorizonFault("Horizon's order book is not whole or no JSON: " + firstLine(cutShort), cutShort);
        }
    }

    /** Without the excerpt of the source, which helps nobody in one line. */
    private static String firstLine(IOException why) {
        return why instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(why.getMessage());
    }

    private static BookReading book(JsonParser json) throws IOException {
        Optional<List<Level>> bids = Optional.empty();
        Optional<List<Level>> asks = Optional.empty();
        expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "bids" -> bids = Optional.of(levels(json));
                case "asks" -> asks = Optional.of(levels(json));
                default -> json.skipChildren();
            }
        }
        // A book whose other half is missing is not one without offers there.
        expect(bids.isPresent() && asks.isPresent(), "bids and asks");
        return new BookReading.Book(bids.orElseThrow(), asks.orElseThrow());
    }

    private static List<Level> levels(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "a list of levels");
        var levels = new ArrayList<Level>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            levels.add(level(json));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, "a list of levels");
        return levels;
    }

    private static Level level(JsonParser json) throws IOException {
        @Nullable Price price = null;
        @Nullable Amount amount = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "price_r" -> price = price(json);
                case "amount" -> amount = Amount.parse(text(json));
                default -> json.skipChildren();
            }
        }
        if (price == null || amount == null) {
            throw new IllegalArgumentException("order book: expected price_r and amount in each level");
        }
        return new Level(price, amount);
    }

    private static Price price(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "price_r as n and d");
        BigInteger n = BigInteger.ZERO;
        BigInteger d = BigInteger.ZERO;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "n" -> n = number(json);
                case "d" -> d = number(json);
                default -> json.skipChildren();
            }
        }
        expect(n.signum() > 0 && d.signum() > 0, "price_r above 0");
        return Price.of(n, d);
    }

    private static BigInteger number(JsonParser json) throws IOException {
        String text = text(json);
        // Far beyond what two offers' prices can make.
        expect(text.length() <= 80, "price_r of at most 80 digits");
        return new BigInteger(text);
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL, "a value");
        return json.getText();
    }

    private static void expect(boolean met, String expected) {
        if (!met) {
            throw new IllegalArgumentException("order book: expected " + expected);
        }
    }
}
