package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.stellarticker.jsongenerator.StoredMarkets.AS_OF;
import static org.stellarticker.jsongenerator.StoredMarkets.OTHER_USD;
import static org.stellarticker.jsongenerator.StoredMarkets.USD;
import static org.stellarticker.jsongenerator.StoredMarkets.USDX;
import static org.stellarticker.jsongenerator.StoredMarkets.XLM;
import static org.stellarticker.jsongenerator.StoredMarkets.asset;
import static org.stellarticker.jsongenerator.StoredMarkets.level;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.TestDatabase;

class MarketsJsonIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final StoredMarkets stored = new StoredMarkets(database);

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void beforeTheFirstSnapshotThereIsNoContent() {
        assertThat(database.database().snapshot(new MarketsJson()::read)).isEmpty();
    }

    @Test
    void withoutTradesTheListIsEmpty() {
        stored.snapshot(AS_OF);

        assertThat(text()).isEqualTo("""
                {
                    "generated_at": 1788033600123,
                    "generated_at_rfc3339": "2026-08-29T20:00:00Z",
                    "pairs": []
                }""");
    }

    @Test
    void marketsWhoseLabelsAreTheSameAreOnePair() throws IOException {
        stored.valid(USD, USDX, OTHER_USD);
        stored.anchored(USDX, "USD");
        stored.window(XLM, USD, 168, 3, 2, 4, 100, 400);
        stored.window(XLM, USDX, 168, 2, 5, 10, 50, 300);
        stored.window(XLM, OTHER_USD, 168, 1, 8, 8, 500, 500);
        stored.window(XLM, USDX, 24, 1, 10, 10, 300, 300);
        stored.snapshot(AS_OF);

        JsonNode pairs = pairs();

        assertThat(names(pairs)).containsExactly("XLM_USD");
        assertThat(database.database()
                        .snapshot(new MarketsJson()::read)
                        .orElseThrow()
                        .mixedCount())
                .isEqualTo(1);
        JsonNode pair = pairs.get(0);
        assertThat(pair.get("trade_count_7d").asInt()).isEqualTo(6);
        assertThat(pair.get("base_volume_7d").asDouble()).isEqualTo(6);
        assertThat(pair.get("counter_volume_7d").asDouble()).isEqualTo(12);
        assertThat(pair.get("open_7d").asDouble()).isEqualTo(1 / 5.0);
        assertThat(pair.get("high_7d").asDouble()).isEqualTo(1 / 2.0);
        assertThat(pair.get("low_7d").asDouble()).isEqualTo(1 / 10.0);
        assertThat(pair.get("close").asDouble()).isEqualTo(1 / 8.0);
        assertThat(pair.get("trade_count").asInt()).isEqualTo(1);
        assertThat(pair.get("open").asDouble()).isEqualTo(1 / 10.0);
    }

    @Test
    void aMarketOfAnAssetThatIsNotValidDoesNotAppear() throws IOException {
        stored.valid(USD);
        stored.listed(OTHER_USD, /* valid= */ false);
        stored.window(XLM, USD, 168, 3, 2, 4, 100, 400);
        stored.window(XLM, OTHER_USD, 168, 5, 2, 4, 100, 400);
        stored.window(XLM, asset("NEW", 'D'), 168, 5, 2, 4, 100, 400);
        stored.snapshot(AS_OF);

        JsonNode pairs = pairs();

        assertThat(names(pairs)).containsExactly("XLM_USD");
        assertThat(pairs.get(0).get("trade_count_7d").asInt()).isEqualTo(3);
    }

    @Test
    void pairsAreInTheOrderOfTheirNames() throws IOException {
        var lower = asset("aqua", 'D');
        stored.valid(USD, USDX, lower);
        stored.window(XLM, lower, 168, 1, 1, 1, 1, 1);
        stored.window(XLM, USDX, 168, 1, 1, 1, 1, 1);
        stored.window(USD, USDX, 168, 1, 1, 1, 1, 1);
        stored.window(XLM, USD, 168, 1, 1, 1, 1, 1);
        stored.snapshot(AS_OF);

        assertThat(names(pairs())).containsExactly("USD_USDx", "XLM_USD", "XLM_USDx", "XLM_aqua");
    }

    @Test
    void booksAreFoundByCodesForAllLabelsAndAssetStatuses() throws IOException {
        stored.valid(USD, USDX);
        stored.listed(OTHER_USD, /* valid= */ false);
        stored.anchored(USDX, "USD");
        stored.window(XLM, USDX, 168, 1, 1, 1, 1, 1);
        stored.book(XLM, USDX, "7", "8"); // Named XLM_USDx, which is no pair's name.
        stored.book(XLM, USD, "2", "4");
        stored.book(XLM, OTHER_USD, "3", "5");
        stored.snapshot(AS_OF);

        JsonNode pair = pairs().get(0);

        assertThat(pair.get("name").asText()).isEqualTo("XLM_USD");
        assertThat(pair.get("bid_count").asInt()).isEqualTo(2);
        assertThat(pair.get("bid_max").asDouble()).isEqualTo(3);
        assertThat(pair.get("ask_min").asDouble()).isEqualTo(4);
        assertThat(pair.get("ask_volume").asDouble()).isEqualTo(90);
        assertThat(pair.get("spread").asDouble()).isEqualTo(0.25);
        assertThat(pair.get("spread_mid_point").asDouble()).isEqualTo(3.125);
    }

    @Test
    void oneBookWithoutAsksMakesTheAskZero() throws IOException {
        stored.valid(USD);
        stored.window(XLM, USD, 168, 1, 1, 1, 1, 1);
        stored.book(XLM, USD, "2", "4");
        stored.book(XLM, OTHER_USD, List.of(level("3")), List.of());
        stored.snapshot(AS_OF);

        JsonNode pair = pairs().get(0);

        assertThat(pair.get("ask_count").asInt()).isEqualTo(1);
        assertThat(pair.get("ask_min").asDouble()).isZero();
        assertThat(pair.get("spread").asDouble()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterAnyChangesTheFileIsThatOfACopyThatStartsNow(long seed) {
        var random = new Random(seed);
        List<Asset> assets = List.of(XLM, USD, USDX, OTHER_USD, asset("EUR", 'E'), asset("BTC", 'F'));
        stored.valid(USD, USDX, OTHER_USD);
        var followed = new MarketsJson();
        Instant at = AS_OF;
        for (int step = 0; step < 40; step++) {
            for (int change = random.nextInt(4); change >= 0; change--) {
                change(random, assets);
            }
            at = at.plusSeconds(1);
            stored.snapshot(at);

            // Some snapshots are never read.
            if (random.nextInt(3) > 0) {
                MarketsVersion version =
                        database.database().snapshot(followed::read).orElseThrow();
                MarketsVersion anew =
                        database.database().snapshot(new MarketsJson()::read).orElseThrow();
                assertThat(version.generatedAt()).isEqualTo(at);
                assertThat(text(version)).isEqualTo(text(anew));
                assertThat(version.joined().gzip()).isEqualTo(anew.joined().gzip());
                assertThat(version.joined().brotli()).isEqualTo(anew.joined().brotli());
            }
        }
    }

    private void change(Random random, List<Asset> assets) {
        Asset base = assets.get(random.nextInt(assets.size()));
        Asset counter = assets.get((assets.indexOf(base) + 1 + random.nextInt(assets.size() - 1)) % assets.size());
        int hours = random.nextBoolean() ? 24 : 168;
        switch (random.nextInt(5)) {
            case 0 -> stored.removeWindow(base, counter, hours);
            case 1 -> stored.listed(counter.equals(XLM) ? base : counter, random.nextBoolean());
            case 2 -> stored.anchored(base, random.nextBoolean() ? "" : "USD");
            case 3 -> stored.book(base, counter, "1." + random.nextInt(9), "2." + random.nextInt(9));
            default -> {
                stored.removeWindow(base, counter, hours);
                stored.window(base, counter, hours, 1 + random.nextInt(9), 2, 1 + random.nextInt(9), 3, 4);
            }
        }
    }

    private JsonNode pairs() throws IOException {
        return new ObjectMapper().readTree(text()).get("pairs");
    }

    private static List<String> names(JsonNode pairs) {
        return StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> pair.get("name").asText())
                .toList();
    }

    private static String text() {
        return text(database.database().snapshot(new MarketsJson()::read).orElseThrow());
    }

    private static String text(MarketsVersion version) {
        var out = new ByteArrayOutputStream();
        assertThatCode(() -> version.writeTo(out)).doesNotThrowAnyException();
        return out.toString(UTF_8);
    }
}
