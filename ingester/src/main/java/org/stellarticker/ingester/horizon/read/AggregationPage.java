package org.stellarticker.ingester.horizon.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.market.Price;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.json.Decimals;
import org.stellarticker.ingester.horizon.json.Json;

/**
 * Reads Horizon's answer of {@code /trade_aggregations}. Prices are the exact members that end in {@code _r}. The member
 * {@code avg} is not read, since it is the rounded ratio of the volumes.
 */
final class AggregationPage {

    private AggregationPage() {}

    /**
     * Reads a page.
     *
     * @throws HorizonException when the answer is no page or incomplete, or an interval cannot be read
     */
    static List<Aggregation> read(byte[] body) {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
            @Nullable List<Aggregation> records = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean embedded = json.currentName().equals("_embedded");
                json.nextToken();
                if (embedded) {
                    records = embedded(json);
                } else {
                    json.skipChildren();
                }
            }
            if (records == null) {
                throw new IllegalArgumentException("expected records");
            }
            return records;
        } catch (IOException | IllegalArgumentException | DateTimeException why) {
            throw new HorizonException("Horizon's trade aggregations cannot be read: " + why.getMessage(), why);
        }
    }

    private static @Nullable List<Aggregation> embedded(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "records");
        @Nullable List<Aggregation> records = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("records");
            json.nextToken();
            if (wanted) {
                expect(json.currentToken() == JsonToken.START_ARRAY, "a list of records");
                records = records(json);
            } else {
                json.skipChildren();
            }
        }
        return records;
    }

    private static List<Aggregation> records(JsonParser json) throws IOException {
        var records = new ArrayList<Aggregation>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            records.add(record(json));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, "a list of records");
        return List.copyOf(records);
    }

    private static Aggregation record(JsonParser json) throws IOException {
        var members = new Members();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.take(name, json);
        }
        return members.aggregation();
    }

    /** The members of a record that were read so far. */
    private static final class Members {
        private @Nullable Instant openTime;
        private long tradeCount;
        private @Nullable BigDecimal baseVolume;
        private @Nullable BigDecimal counterVolume;
        private @Nullable Price open;
        private @Nullable Price high;
        private @Nullable Price low;
        private @Nullable Price close;

        void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "timestamp" -> openTime = Instant.ofEpochMilli(number(json));
                case "trade_count" -> tradeCount = number(json);
                case "base_volume" -> baseVolume = volume(json);
                case "counter_volume" -> counterVolume = volume(json);
                case "open_r" -> open = price(json);
                case "high_r" -> high = price(json);
                case "low_r" -> low = price(json);
                case "close_r" -> close = price(json);
                default -> json.skipChildren();
            }
        }

        Aggregation aggregation() {
            expect(tradeCount > 0, "trade_count above 0");
            return new Aggregation(
                    present("timestamp", openTime),
                    tradeCount,
                    present("base_volume", baseVolume),
                    present("counter_volume", counterVolume),
                    present("open_r", open),
                    present("high_r", high),
                    present("low_r", low),
                    present("close_r", close));
        }
    }

    private static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("expected " + name + " in each record");
        }
        return value;
    }

    private static Price price(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "a price as n and d");
        long n = 0;
        long d = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "n", "N" -> n = number(json);
                case "d", "D" -> d = number(json);
                default -> json.skipChildren();
            }
        }
        return new Price(n, d);
    }

    private static BigDecimal volume(JsonParser json) throws IOException {
        return Decimals.units("volume", text(json));
    }

    private static long number(JsonParser json) throws IOException {
        return Long.parseLong(text(json));
    }

    /** Returns the text of a value; Horizon sends numbers also as strings. */
    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL, "a value");
        return json.getText();
    }

    private static void expect(boolean seen, String expected) {
        if (!seen) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }
}
