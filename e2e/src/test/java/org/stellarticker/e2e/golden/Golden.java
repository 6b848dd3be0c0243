package org.stellarticker.e2e.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.e2e.oracle.SourceTrades;

/** The golden set: generated trades of nine days, and every value that follows from them at one instant. */
final class Golden {

    /** The instant of all values. */
    static final Instant INSTANT = Instant.parse("2026-08-29T20:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** Whether an asset is valid, and the code that it is anchored to; empty when there is none. */
    record Label(Asset asset, boolean valid, String anchorCode) {}

    static List<Trade> trades() {
        return lines(zipped("/org/stellarticker/sandbox/replay/golden.ndjson.gz"));
    }

    /** 120 recorded trades of one pool. */
    static List<Trade> recordedTrades() {
        return lines(resource("/golden/recorded_trades.ndjson"));
    }

    static List<Label> labels() {
        return read("labels").properties().stream()
                .map(label -> new Label(
                        asset(label.getKey()),
                        label.getValue().get("valid").asBoolean(),
                        label.getValue().get("anchor_asset_code").asText()))
                .toList();
    }

    static List<OrderBookSummary> books() {
        var books = new ArrayList<OrderBookSummary>();
        for (JsonNode book : read("order_books")) {
            var pair = new TradePair(asset(book.get("base")), asset(book.get("counter")));
            books.add(OrderBookSummary.of(pair, levels(book.get("bids")), levels(book.get("asks")), INSTANT));
        }
        return books;
    }

    /** {@code markets}, {@code vwap}, {@code candles_1m} and so on, numbers as decimal strings. */
    static JsonNode read(String name) {
        try (InputStream in = zipped("/golden/" + name + ".json.gz")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An asset as {@code CODE:ISSUER}. */
    static Asset asset(String key) {
        int colon = key.indexOf(':');
        String issuer = key.substring(colon + 1);
        return issuer.equals("native") ? NativeAsset.XLM : Asset.issued(key.substring(0, colon), issuer);
    }

    private static Asset asset(JsonNode json) {
        return json.get("asset_type").asText().equals("native")
                ? NativeAsset.XLM
                : Asset.issued(
                        json.get("asset_code").asText(),
                        json.get("asset_issuer").asText());
    }

    private static List<Level> levels(JsonNode json) {
        var levels = new ArrayList<Level>();
        for (JsonNode level : json) {
            levels.add(new Level(
                    Price.of(
                            level.at("/price_r/n").bigIntegerValue(),
                            level.at("/price_r/d").bigIntegerValue()),
                    Amount.parse(level.get("amount").asText())));
        }
        return levels;
    }

    private static List<Trade> lines(InputStream records) {
        try (var lines = new BufferedReader(new InputStreamReader(records, UTF_8))) {
            var trades = new ArrayList<Trade>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trades.add(SourceTrades.read(JSON.readTree(line)));
            }
            return trades;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream zipped(String path) {
        try {
            return new GZIPInputStream(resource(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String path) {
        return Objects.requireNonNull(Golden.class.getResourceAsStream(path), path);
    }
}
