package org.stellarticker.graphqlserver.graphql.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.account;
import static org.stellarticker.graphqlserver.ChartData.MIDNIGHT;
import static org.stellarticker.graphqlserver.ChartData.NOW;
import static org.stellarticker.graphqlserver.graphql.GraphqlAnswers.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.graphql.GraphqlAnswers;

/** Asks GraphQL for trades, order books, depth and pools. */
class TradeModuleIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String PAIR = "base: \"native\", counter: \"" + USD.key() + "\"";
    private static final String TURNED = "base: \"" + USD.key() + "\", counter: \"XLM\"";
    private static final String PAGE = "{nodes {pagingToken} edges {cursor node {pagingToken}}"
            + " pageInfo {hasNextPage hasPreviousPage startCursor endCursor} complete audited}";
    private static final String POOL = "0123456789abcdef".repeat(4);
    private static final String OTHER_POOL = "f".repeat(64);
    private static final List<String> ASCENDING =
            List.of(token(1, 0), token(5, 0), token(6, 0), token(6, 1), token(7, 0), token(8, 0));

    private static GraphqlAnswers graphql;

    private static String token(long ledger, int index) {
        return ((ledger << 32) + 4097) + "-" + index;
    }

    @BeforeAll
    static void store() {
        ChartData.store(db);
        db.database()
                .commit(tx -> new LiquidityPoolStore()
                        .save(
                                tx,
                                List.of(
                                        pool(POOL, TradePair.normalised(XLM, USD)),
                                        pool(OTHER_POOL, TradePair.normalised(XLM, EUR))),
                                NOW));
        graphql = new GraphqlAnswers(db, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LiquidityPool pool(String id, TradePair pair) {
        return new LiquidityPool(
                id, pair, new Amount(10_000_000_000L), new Amount(10_000_000_000L), 30, new Amount(5), 7, NOW);
    }

    private static JsonNode trades(String arguments, String fields) throws IOException {
        return graphql.data("{trades(" + arguments + ") " + fields + "}").get("trades");
    }

    private static List<String> tokens(JsonNode connection) {
        return StreamSupport.stream(connection.get("nodes").spliterator(), false)
                .map(node -> node.get("pagingToken").asText())
                .toList();
    }

    @Test
    void aTradeHasAllThatIsKnownOfItInEitherDirection() throws IOException {
        String fields = "{nodes {pagingToken ledger ledgerCloseTime type base counter baseAmount counterAmount price"
                + " priceN priceD baseIsSeller baseAccount baseOfferId counterAccount counterOfferId liquidityPoolId"
                + " liquidityPoolFeeBp ingestedFrom storedAt}}";

        JsonNode trade = trades(PAIR + ", first: 1, after: \"" + token(7, 0) + "\"", fields)
                .at("/nodes/0");
        assertThat(texts(trade, "pagingToken", "ledger", "ledgerCloseTime", "type", "base", "counter"))
                .isEqualTo(token(6, 1) + " 6 2026-03-01T00:00:00Z orderbook native " + USD.key());
        assertThat(texts(trade, "baseAmount", "counterAmount", "price", "priceN", "priceD", "baseIsSeller"))
                .isEqualTo("2 1.5 0.75 3 4 true");
        assertThat(texts(trade, "baseAccount", "baseOfferId", "counterAccount", "counterOfferId"))
                .isEqualTo(account('S') + " 4611686018427387905 " + account('T') + " 17");
        assertThat(texts(trade, "liquidityPoolId", "liquidityPoolFeeBp", "ingestedFrom"))
                .isEqualTo("null null page");
        JsonNode turned = trades(TURNED + ", first: 1, after: \"" + token(7, 0) + "\"", fields)
                .at("/nodes/0");
        assertThat(texts(turned, "base", "baseAmount", "counterAmount", "price", "baseIsSeller", "baseAccount"))
                .isEqualTo(USD.key() + " 1.5 2 1.3333333333333333333 false " + account('T'));
        assertThat(trades("base: \"" + EUR.key() + "\", counter: \"XLM\"", "{nodes {price}}")
                        .at("/nodes/0/price")
                        .asText())
                .isEqualTo("0.000000001");
    }

    @Test
    void pagesGiveEachTradeOnceForwardAndBackward() throws IOException {
        for (int size = 1; size <= 6; size++) {
            assertThat(forward(PAIR + ", order: asc, first: " + size)).isEqualTo(ASCENDING);
            assertThat(forward(TURNED + ", first: " + size)).isEqualTo(ASCENDING.reversed());
            assertThat(backward(PAIR + ", order: asc, last: " + size)).isEqualTo(ASCENDING);
            assertThat(backward(PAIR + ", last: " + size)).isEqualTo(ASCENDING.reversed());
        }
    }

    private static List<String> forward(String arguments) throws IOException {
        var all = new ArrayList<String>();
        JsonNode page = trades(arguments, PAGE);
        all.addAll(tokens(page));
        assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isFalse();
        while (page.at("/pageInfo/hasNextPage").asBoolean()) {
            page = trades(
                    arguments + ", after: \"" + page.at("/pageInfo/endCursor").asText() + "\"", PAGE);
            assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
            all.addAll(tokens(page));
        }
        return all;
    }

    private static List<String> backward(String arguments) throws IOException {
        var all = new ArrayList<String>();
        JsonNode page = trades(arguments, PAGE);
        all.addAll(tokens(page));
        while (page.at("/pageInfo/hasPreviousPage").asBoolean()) {
            page = trades(
                    arguments + ", before: \""
                            + page.at("/pageInfo/startCursor").asText() + "\"",
                    PAGE);
            assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
            all.addAll(0, tokens(page));
        }
        return all;
    }

    @Test
    void aRangeIsBoundedAndSaysHowCompleteItIs() throws IOException {
        JsonNode range =
                trades(PAIR + ", order: asc, from: \"2026-03-01T00:00:00Z\", to: \"2026-03-01T00:00:05Z\"", PAGE);

        assertThat(tokens(range)).isEqualTo(ASCENDING.subList(2, 4));
        assertThat(range.at("/edges/0/cursor")).isEqualTo(range.at("/edges/0/node/pagingToken"));
        assertThat(texts(range, "complete", "audited")).isEqualTo("true false");
        JsonNode all = trades(PAIR, PAGE);
        assertThat(texts(all, "complete", "audited")).isEqualTo("null null");
        JsonNode nothing = trades("base: \"native\", counter: \"" + BTC.key() + "\"", PAGE);
        assertThat(texts(nothing.get("pageInfo"), "hasNextPage", "startCursor", "endCursor"))
                .isEqualTo("false null null");
    }

    @Test
    void anOrderBookHasAmountsOfBaseInEitherDirection() throws IOException {
        String fields = "{base counter asOf bids {price amount} asks {price amount}}";

        JsonNode book = graphql.data("{orderBook(" + PAIR + ") " + fields + "}").get("orderBook");
        assertThat(texts(book, "base", "counter", "asOf")).isEqualTo("native " + USD.key() + " " + MIDNIGHT);
        assertThat(book.get("bids").toString())
                .isEqualTo("[{\"price\":\"0.5\",\"amount\":\"20\"},{\"price\":\"0.25\",\"amount\":\"20\"}]");
        assertThat(book.get("asks").toString()).isEqualTo("[{\"price\":\"0.625\",\"amount\":\"3\"}]");
        JsonNode turned = graphql.data("{orderBook(" + TURNED + ", depth: 1) " + fields + "}")
                .get("orderBook");
        assertThat(turned.get("bids").toString()).isEqualTo("[{\"price\":\"1.6\",\"amount\":\"1.875\"}]");
        assertThat(turned.get("asks").toString()).isEqualTo("[{\"price\":\"2\",\"amount\":\"10\"}]");
        JsonNode never = graphql.data("{orderBook(base: \"native\", counter: \"" + BTC.key() + "\") " + fields + "}")
                .get("orderBook");
        assertThat(never.get("asOf").isNull()).isTrue();
        assertThat(never.get("bids")).isEmpty();
    }

    @Test
    void depthHasTheBandsAndTheSlippageOfBookAndPoolApart() throws IOException {
        JsonNode depth = graphql.data("{depth(" + PAIR + ", sizes: [\"1\", \"30\"]) {base counter bid ask mid midSource"
                        + " bookAsOf poolId poolAsOf bands {percent book {bidCounterVolume askBaseVolume}"
                        + " pool {bidCounterVolume askBaseVolume}} slippage {size side book {price slippagePercent}"
                        + " pool {price slippagePercent}}}}")
                .get("depth");

        assertThat(texts(depth, "bid", "ask", "mid", "midSource", "poolId"))
                .isEqualTo("0.5 0.625 0.5625 orderbook " + POOL);
        assertThat(depth.get("bands")).hasSize(6);
        assertThat(texts(depth.at("/bands/5"), "percent")).isEqualTo("10");
        assertThat(texts(depth.at("/bands/5/book"), "bidCounterVolume", "askBaseVolume"))
                .as("neither side is within 10 percent")
                .isEqualTo("0 0");
        JsonNode buy = depth.at("/slippage/0");
        assertThat(texts(buy, "size", "side")).isEqualTo("1 buy");
        assertThat(texts(buy.get("book"), "price", "slippagePercent")).isEqualTo("0.625 11.111111111111111111");
        assertThat(depth.at("/slippage/2/book").isNull()).as("the book holds 3").isTrue();
        assertThat(texts(depth.at("/slippage/3/book"), "price")).isEqualTo("0.41666666666666666667");
    }

    @Test
    void depthForNoSizesHasNoSlippage() throws IOException {
        for (String sizes : List.of("", ", sizes: null", ", sizes: []")) {
            JsonNode depth = graphql.data("{depth(" + PAIR + sizes + ") {mid slippage {size}}}")
                    .get("depth");
            assertThat(depth.toString()).as(sizes).isEqualTo("{\"mid\":\"0.5625\",\"slippage\":[]}");
        }
    }

    @Test
    void poolsAreListedByIdAndFoundByIt() throws IOException {
        String fields = "{edges {cursor node {id}} nodes {id base counter baseReserve counterReserve price feeBp"
                + " totalShares trustlines asOf} pageInfo {hasNextPage endCursor}}";

        JsonNode first = graphql.data("{pools(first: 1) " + fields + "}").get("pools");
        assertThat(texts(first.at("/nodes/0"), "id", "base", "counter", "price", "feeBp", "totalShares", "trustlines"))
                .isEqualTo(POOL + " native " + USD.key() + " 1 30 0.0000005 7");
        assertThat(texts(first.get("pageInfo"), "hasNextPage", "endCursor")).isEqualTo("true " + POOL);
        JsonNode second = graphql.data("{pools(first: 1, after: \"" + POOL + "\") " + fields + "}")
                .get("pools");
        assertThat(texts(second.at("/nodes/0"), "id", "base", "counter"))
                .as("XLM is the quote")
                .isEqualTo(OTHER_POOL + " " + EUR.key() + " native");
        assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(graphql.data("{pools(base: \"native\", counter: \"" + EUR.key() + "\") {nodes {base}}}")
                        .at("/pools/nodes")
                        .toString())
                .isEqualTo("[{\"base\":\"native\"}]");
        assertThat(texts(
                        graphql.data("{pool(id: \"" + OTHER_POOL + "\") {base counter}}")
                                .get("pool"),
                        "base",
                        "counter"))
                .isEqualTo(EUR.key() + " native");
        assertThat(graphql.data("{pool(id: \"" + "0".repeat(64) + "\") {base}}")
                        .get("pool")
                        .isNull())
                .isTrue();
    }

    /** Each wrong argument is refused by its name, with the value and what was expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trades(base: "native", counter: "XLM") {complete} | counter | another asset than base
                    trades(base: "native", counter: "$USD", first: 1001) {complete} | first | a whole number from 1 to 1000
                    trades(base: "native", counter: "$USD", after: "12") {complete} | after | the paging token of a trade
                    trades(base: "native", counter: "$USD", first: 1, last: 1) {complete} | last | either first and after
                    trades(base: "native", counter: "$USD", first: 1, before: "1-1") {complete} | before | either first
                    trades(base: "native", counter: "$USD", from: "2000-01-02T00:00:00Z", to: "2000-01-01T00:00:00Z") {complete} | to | not before from
                    orderBook(base: "native", counter: "$USD", depth: 0) {asOf} | depth | a whole number from 1 to 200
                    depth(base: "native", counter: "$USD", sizes: ["0"]) {mid} | sizes | amounts of base above 0
                    pools(first: 0) {nodes {id}} | first | a whole number from 1 to 1000
                    pool(id: "1") {id} | id | 64 lower-case hexadecimal digits
                    """)
    void wrongArgumentsAreNamed(String field, String argument, String expected) throws IOException {
        JsonNode error = graphql.error("{" + field.replace("$USD", USD.key()) + "}");

        assertThat(error.get("message").asText()).contains(argument + ":", expected);
    }

    /** A question takes a few statements however long its answer is, and asked five times no more. */
    @Test
    void aQueryTakesAFixedNumberOfStatements() throws IOException {
        for (Map.Entry<String, Integer> most : Map.of(
                        "trades(" + PAIR + ") {nodes {price}}",
                        2,
                        "orderBook(" + PAIR + ") {asOf}",
                        1,
                        "depth(" + PAIR + ", sizes: [\"1\"]) {bands {percent} slippage {size}}",
                        2,
                        "pools {nodes {id}}",
                        1)
                .entrySet()) {
            int once = statements("{" + most.getKey() + "}");
            assertThat(once).as(most.getKey()).isBetween(1, most.getValue());
            String often = IntStream.range(0, 5)
                    .mapToObj(i -> "a" + i + ": " + most.getKey())
                    .collect(Collectors.joining(" "));
            assertThat(statements("{" + often + "}")).as(most.getKey()).isEqualTo(once);
        }
    }

    /** The statements of a query that nobody asked before. */
    private static int statements(String query) throws IOException {
        var fresh = new GraphqlAnswers(db, Clock.fixed(NOW, ZoneOffset.UTC));
        fresh.data(query);
        return fresh.statements();
    }
}
