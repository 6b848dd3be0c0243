package org.stellarticker.graphqlserver.graphql;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.TestSnapshots;

/** Every query of the schema, asked for all fields, takes as many SQL statements for many rows as for few. */
class QueryStatementsIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-03-28T21:00:00Z");
    private static final String POOL = "0123456789abcdef".repeat(4);
    private static final String PAIR = "base: \"native\", counter: \"" + USD.key() + "\"";
    private static final String TIME = "from: \"2026-03-28T12:00:00Z\", to: ";

    private static final int MOST_STATEMENTS = 15;

    /**
     * The arguments of a query.
     *
     * @param few for few rows
     * @param many for more of them, or the same for a query of one
     */
    private record Asked(String few, String many) {

        static Asked alike(String arguments) {
            return new Asked(arguments, arguments);
        }

        static Asked limited(String arguments, String limit) {
            return new Asked("(" + arguments + " " + limit + ": 1)", "(" + arguments + " " + limit + ": 100)");
        }
    }

    private static final Map<String, Asked> QUERIES = Map.ofEntries(
            Map.entry("assets", Asked.alike("")),
            Map.entry("issuers", Asked.alike("")),
            Map.entry("markets", new Asked("(baseAssetCode: \"XLM\", counterAssetCode: \"USD\")", "")),
            Map.entry("ticker", new Asked("(pairName: \"XLM_USD\")", "")),
            Map.entry("assetStatus", Asked.alike("(code: \"USD\", issuerAccount: \"" + USD.issuer() + "\")")),
            Map.entry("candles", Asked.limited(PAIR + ", interval: \"5m\", from: 0,", "limit")),
            Map.entry(
                    "vwap",
                    new Asked(
                            "(" + PAIR + ", " + TIME + "\"2026-03-28T12:01:00Z\")",
                            "(" + PAIR + ", " + TIME + "\"2026-03-28T20:00:00Z\")")),
            Map.entry("marketStats", Asked.alike("(" + PAIR + ")")),
            Map.entry("marketList", Asked.limited("", "limit")),
            Map.entry("price", Asked.alike("(asset: \"" + USD.key() + "\")")),
            Map.entry("prices", new Asked("(assets: [\"XLM\"])", "(assets: [\"XLM\", \"" + USD.key() + "\"])")),
            Map.entry("priceHistory", Asked.limited("asset: \"native\", interval: \"5m\", from: 0,", "limit")),
            Map.entry(
                    "twap",
                    new Asked(
                            "(" + PAIR + ", " + TIME + "\"2026-03-28T12:01:00Z\")",
                            "(" + PAIR + ", " + TIME + "\"2026-03-28T20:00:00Z\")")),
            Map.entry("search", Asked.limited("q: \"U\",", "limit")),
            Map.entry("movers", Asked.limited("by: \"new\",", "limit")),
            Map.entry("assetNotes", Asked.alike("(asset: \"" + USD.key() + "\")")),
            Map.entry("assetInfo", Asked.alike("(asset: \"" + USD.key() + "\")")),
            Map.entry("assetList", Asked.limited("", "limit")),
            Map.entry("orderBook", Asked.limited(PAIR + ",", "depth")),
            Map.entry(
                    "depth",
                    new Asked(
                            "(" + PAIR + ", sizes: [\"1\"])",
                            "(" + PAIR + ", sizes: [\"1\", \"2\", \"3\", \"4\", \"5\"])")),
            Map.entry("trades", Asked.limited(PAIR + ", from: 0,", "first")),
            Map.entry("pools", Asked.limited("", "first")),
            Map.entry("pool", Asked.alike("(id: \"" + POOL + "\")")),
            // Read by the programs' health, which is not counted here.
            Map.entry("status", Asked.alike("")));

    private static final Map<String, JsonNode> TYPES = new HashMap<>();

    @BeforeAll
    static void store() throws IOException {
        List<Trade> trades = new RandomTrades(new Random(5))
                .list(1200, NOW.minus(Duration.ofHours(20)), Duration.ofHours(20)).stream()
                        .map(Trade::normalised)
                        .toList();
        long newest = trades.getLast().id().ledger().value() + 1;
        List<TradePair> pairs = trades.stream().map(Trade::pair).distinct().toList();
        db.execute("insert into ledger (sequence, closed_at) values (" + newest + ", '" + NOW + "')");
        db.database().commit(tx -> {
            new DustFloorStore().bind(tx, RandomTrades.DUST_FLOOR);
            new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE);
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken(((newest + 1) << 32) + "-0")));
            new OrderBookStore()
                    .save(
                            tx,
                            new OrderBook(
                                    TradePair.normalised(XLM, USD),
                                    List.of(level(1, 2), level(1, 4)),
                                    List.of(level(5, 8), level(6, 8)),
                                    NOW));
            new LiquidityPoolStore()
                    .save(
                            tx,
                            IntStream.range(0, Math.min(10, pairs.size()))
                                    .mapToObj(i -> pool(i, pairs.get(i)))
                                    .toList(),
                            NOW);
            new BackfillStore()
                    .begin(tx, new PagingToken(newest + "-0"), Optional.empty(), NOW.minus(Duration.ofDays(1)));
        });
        db.execute("update backfill set completed_at = now()");
        db.execute(
                "insert into issuer (public_key, name) select distinct issuer, 'issuer' from asset where type <> 'native'");
        db.execute(
                "update asset set is_valid = true, listed_at = now(), last_valid_at = now(), toml_url = 'https://ohio.example/',"
                        + " issuer_id = (select issuer_id from issuer where public_key = asset.issuer)");
        TestSnapshots.make(db.database(), NOW);
        String of = "{kind name ofType {kind name ofType {kind name ofType {kind name}}}}";
        for (JsonNode type : answers()
                .data("{__schema {types {name fields {name type " + of + "}}}}")
                .at("/__schema/types")) {
            TYPES.put(type.get("name").asText(), type.get("fields"));
        }
    }

    private static GraphqlAnswers answers() {
        return new GraphqlAnswers(db, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LiquidityPool pool(int number, TradePair pair) {
        return new LiquidityPool(
                POOL.substring(0, 64 - 2) + "%02x".formatted(0xef + number),
                pair,
                new Amount(10_000_000_000L),
                new Amount(10_000_000_000L),
                30,
                new Amount(5),
                7,
                NOW);
    }

    private static Level level(long n, long d) {
        return new Level(new Price(n, d), new Amount(100_000_000));
    }

    @Test
    void manyRowsTakeNoMoreStatementsThanFew() throws IOException {
        var names = StreamSupport.stream(fields("Query").spliterator(), false)
                .map(field -> field.get("name").asText())
                .toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(QUERIES.keySet());

        assertSoftly(softly -> {
            for (JsonNode query : fields("Query")) {
                compare(query, softly);
            }
        });
    }

    private static void compare(JsonNode query, SoftAssertions softly) {
        String name = query.get("name").asText();
        Asked asked = requireNonNull(QUERIES.get(name));
        String fields = allFields(query.get("type"));
        GraphqlAnswers few = answers();
        GraphqlAnswers many = answers();
        int one = length(few, "{" + name + asked.few() + fields + "}");
        int all = length(many, "{" + name + asked.many() + fields + "}");

        if (!asked.few().equals(asked.many())) {
            softly.assertThat(all).as(name + " answers more").isGreaterThan(one);
        }
        softly.assertThat(many.statements())
                .as(name)
                .isEqualTo(few.statements())
                .isLessThanOrEqualTo(MOST_STATEMENTS);
        softly.assertThat(many.directoryReads()).as(name + " by one directory").isLessThanOrEqualTo(1);
    }

    private static int length(GraphqlAnswers graphql, String query) {
        try {
            return graphql.data(query).toString().length();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static JsonNode fields(String type) {
        return requireNonNull(TYPES.get(type), type);
    }

    /** The selection of all fields of a type, and theirs; empty for a scalar. */
    private static String allFields(JsonNode type) {
        JsonNode named = type;
        while (named.get("name").isNull()) {
            named = named.get("ofType");
        }
        JsonNode fields = fields(named.get("name").asText());
        return fields.isNull()
                ? ""
                : StreamSupport.stream(fields.spliterator(), false)
                        .map(field -> field.get("name").asText() + allFields(field.get("type")))
                        .collect(joining(" ", " {", "}"));
    }
}
