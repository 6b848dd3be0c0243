package org.stellarticker.graphqlserver.parameters;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.PoolFilter;
import org.stellarticker.marketdata.part.OrderBookPart;
import org.stellarticker.marketdata.part.PoolListPart;
import org.stellarticker.marketdata.part.PoolPart;
import org.stellarticker.marketdata.part.TradesPart;

/** Reads questions about trades, and about what can be traded. */
public final class LiquidityParameters {

    private static final int MOST_SIZES = 10;
    private static final String CURSOR = "the cursor of a page, or the paging token of a trade";
    private static final Pattern POOL_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Map<String, PageOrder> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("asc", PageOrder.ASCENDING);
        ORDERS.put("desc", PageOrder.DESCENDING);
    }

    private LiquidityParameters() {}

    /** Reads a page of trades: {@code from}, {@code to}, {@code order}, {@code cursor} and {@code limit}. */
    public static TradesPart trades(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        Optional<Instant> from = from(in);
        Optional<Instant> to = to(in, from);
        Optional<TradeId> after = tradeId(in, "cursor", "the next_cursor of a page, or the paging_token of a trade");
        int limit = in.wholeNumber("limit", 1, TradesPart.MOST).or(TradesPart.LIMIT);
        PageOrder order = order(in);
        return new TradesPart(MarketParameters.pair(in, base, counter), new TradeQuery(order, after, from, to, limit));
    }

    /**
     * Reads a page of trades as Relay asks for it: the {@code first} ones {@code after} a trade, or the {@code last} ones
     * {@code before} one.
     */
    public static TradeSlice tradeSlice(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        Optional<Instant> from = from(in);
        Optional<Instant> to = to(in, from);
        Optional<Integer> first = in.wholeNumber("first", 1, TradesPart.MOST).optional();
        Optional<Integer> last = in.wholeNumber("last", 1, TradesPart.MOST).optional();
        Optional<TradeId> after = tradeId(in, "after", CURSOR);
        Optional<TradeId> before = tradeId(in, "before", CURSOR);
        PageOrder order = order(in);
        boolean backward = last.isPresent() || before.isPresent();
        if (backward && (first.isPresent() || after.isPresent())) {
            in.fault(last.isPresent() ? "last" : "before", "either first and after, or last and before");
        }
        var query = new TradeQuery(
                backward ? order.reversed() : order,
                after.or(() -> before),
                from,
                to,
                first.or(() -> last).orElse(TradesPart.LIMIT));
        return new TradeSlice(new TradesPart(MarketParameters.pair(in, base, counter), query), backward);
    }

    /**
     * Trades that a connection shows.
     *
     * @param part the page; a backward one in the reversed order
     */
    public record TradeSlice(TradesPart part, boolean backward) {}

    private static Optional<Instant> from(RequestParameters in) {
        return in.time("from").optional().map(MarketParameters::micros);
    }

    private static Optional<Instant> to(RequestParameters in, Optional<Instant> from) {
        Optional<Instant> to = in.time("to").optional().map(MarketParameters::micros);
        from.ifPresent(begin -> to.ifPresent(end -> ParameterChecks.ordered(in, begin, end)));
        return to;
    }

    private static Optional<TradeId> tradeId(RequestParameters in, String name, String expected) {
        return in.value(name, expected, TradeId::parse).optional();
    }

    private static PageOrder order(RequestParameters in) {
        return in.choice("order", ORDERS).or(PageOrder.DESCENDING);
    }

    /** Reads the order book of {@code base} and {@code counter}, with {@code depth} levels of a side. */
    public static OrderBookPart orderBook(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        int depth = in.wholeNumber("depth", 1, OrderBookPart.MOST).or(OrderBookPart.DEPTH);
        return new OrderBookPart(MarketParameters.pair(in, base, counter), depth);
    }

    /**
     * A market's depth, and the amounts whose slippage is wanted.
     *
     * @param pair in the direction of the answer
     * @param sizes base, each above 0
     */
    public record DepthQuestion(TradePair pair, List<Amount> sizes) {}

    /** Reads the depth of {@code base} and {@code counter}, with the slippage of {@code sizes}. */
    public static DepthQuestion depth(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        List<Amount> sizes = in.value(
                        "sizes",
                        "at most " + MOST_SIZES
                                + " amounts of base above 0, of at most 7 decimals, separated by commas",
                        LiquidityParameters::sizes)
                .or(List.of());
        return new DepthQuestion(MarketParameters.pair(in, base, counter), sizes);
    }

    private static List<Amount> sizes(String text) {
        List<Amount> sizes =
                Arrays.stream(text.split(",", -1)).map(Amount::parse).toList();
        if (sizes.size() > MOST_SIZES || sizes.contains(Amount.ZERO)) {
            throw new IllegalArgumentException("sizes: expected fewer, above 0, found " + text);
        }
        return sizes;
    }

    /**
     * Reads a page of liquidity pools.
     *
     * @param cursor the name of the parameter that names the pool before the page
     * @param limit the name of the parameter that bounds the page
     */
    public static PoolListPart pools(RequestParameters in, QuoteRanking quotes, String cursor, String limit) {
        Optional<Asset> base = in.asset("base").optional();
        Optional<Asset> counter = in.asset("counter").optional();
        Optional<String> after = poolId(in, cursor).optional();
        int most = in.wholeNumber(limit, 1, PoolListPart.MOST).or(PoolListPart.LIMIT);
        base.ifPresent(one -> counter.ifPresent(other -> ParameterChecks.differ(in, one, other)));
        return new PoolListPart(new PoolFilter(base, counter, quotes), after, most);
    }

    /** Reads the liquidity pool {@code id}. */
    public static PoolPart pool(RequestParameters in, QuoteRanking quotes) {
        return new PoolPart(poolId(in, "id").required(), quotes);
    }

    private static Parameter<String> poolId(RequestParameters in, String name) {
        return in.value(name, "the id of a liquidity pool, 64 lower-case hexadecimal digits", text -> {
            if (!POOL_ID.matcher(text).matches()) {
                throw new IllegalArgumentException("no id of a pool: " + text);
            }
            return text;
        });
    }
}
