package org.stellarticker.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.asset.AssetList;
import org.stellarticker.client.asset.AssetProfile;
import org.stellarticker.client.asset.Found;
import org.stellarticker.client.asset.FoundMarket;
import org.stellarticker.client.error.MarketNotFoundException;
import org.stellarticker.client.error.UnexpectedAnswerException;
import org.stellarticker.client.liquidity.Depth;
import org.stellarticker.client.liquidity.OrderBook;
import org.stellarticker.client.liquidity.Pool;
import org.stellarticker.client.liquidity.PoolList;
import org.stellarticker.client.market.Candle;
import org.stellarticker.client.market.CandleList;
import org.stellarticker.client.market.Market;
import org.stellarticker.client.market.MarketList;
import org.stellarticker.client.market.MarketOverview;
import org.stellarticker.client.market.Mover;
import org.stellarticker.client.market.MoverList;
import org.stellarticker.client.market.Price;
import org.stellarticker.client.market.PriceHistory;
import org.stellarticker.client.market.PriceList;
import org.stellarticker.client.market.PricePoint;
import org.stellarticker.client.market.Trade;
import org.stellarticker.client.market.TradeList;
import org.stellarticker.client.market.Twap;
import org.stellarticker.client.market.Vwap;
import org.stellarticker.client.page.Page;
import org.stellarticker.client.status.AuditWindow;
import org.stellarticker.client.status.AuditWindowList;
import org.stellarticker.client.status.Status;

/** Reads a ticker's API. May be used by several threads. */
public final class TickerClient implements AutoCloseable {

    private static final String DAY = "24h";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Connection connection;

    private TickerClient(Connection connection) {
        this.connection = connection;
    }

    /** @param url the ticker's address, such as {@code http://localhost:8000} */
    public static TickerClient of(String url) {
        return of(url, TIMEOUT, Retry.DEFAULT);
    }

    /** @param timeout within which an answer must be complete */
    public static TickerClient of(String url, Duration timeout, Retry retry) {
        return new TickerClient(new Connection(url, timeout, retry, Optional.empty()));
    }

    /** @param key of an account (sticker_...), whose quota counts instead of the limits of the address */
    public static TickerClient withKey(String url, Duration timeout, Retry retry, String key) {
        return new TickerClient(new Connection(url, timeout, retry, Optional.of(key)));
    }

    /** Returns the calls about the account of the key. */
    public AccountClient account() {
        return new AccountClient(connection);
    }

    /** Ends all streams and waits. */
    @Override
    public void close() {
        connection.close();
    }

    /** All markets that traded in the last day. */
    public Pages<MarketList, MarketOverview> markets() {
        return markets(DAY, "base_volume_usd");
    }

    /**
     * All markets that traded in a window.
     *
     * @param window {@code 1h}, {@code 24h} or {@code 7d}
     * @param sort {@code base_volume_usd}, {@code trade_count}, {@code last_trade_time}, {@code change} or {@code pair}
     */
    public Pages<MarketList, MarketOverview> markets(String window, String sort) {
        return pages(
                Call.of("/markets", MarketList.class).with("window", window).with("sort", sort));
    }

    /** A market over the last day. */
    public Market market(String base, String counter) {
        return market(base, counter, DAY);
    }

    /** A market over a window that ends now; a {@code NotFoundException} when it never traded. */
    public Market market(String base, String counter, String window) {
        return connection.get(Call.of(marketPath(base, counter), Market.class).with("window", window));
    }

    private static String marketPath(String base, String counter) {
        return "/markets/" + Call.encoded(base) + "/" + Call.encoded(counter);
    }

    /**
     * Returns a market by a name like {@code XLM/USDC}: the one that search finds first. Anybody may issue an asset of any code:
     * where money depends on it, name {@code CODE:ISSUER}.
     */
    public MarketPair findMarket(String name) {
        String[] sides = name.split("/", 2);
        if (sides.length == 2 && Stream.of(sides).allMatch(TickerClient::isExact)) {
            return new MarketPair(sides[0], sides[1]);
        }
        List<FoundMarket> found = search(name).markets();
        if (found.isEmpty()) {
            throw new MarketNotFoundException(
                    "no market is known by the name \"" + name + "\"; a name is like XLM/USDC, or native/USDC:G…");
        }
        return new MarketPair(found.get(0).base(), found.get(0).counter());
    }

    private static boolean isExact(String asset) {
        return asset.equals("native") || asset.equals("XLM") || asset.contains(":");
    }

    /** Candles, oldest first; without a begin the newest ones, one page at most. Intervals without trades are left out. */
    public Pages<CandleList, Candle> candles(String base, String counter, String interval, TimeWindow window) {
        return candles(base, counter, interval, window, EmptyIntervals.LEFT_OUT);
    }

    /** @param interval {@code 1m}, {@code 5m}, {@code 15m}, {@code 1h}, {@code 4h}, {@code 1d}, {@code 1w} or {@code 1M} */
    public Pages<CandleList, Candle> candles(
            String base, String counter, String interval, TimeWindow window, EmptyIntervals fill) {
        return pages(Call.of("/candles", CandleList.class)
                .with("base", base)
                .with("counter", counter)
                .with("interval", interval)
                .with("fill", fill == EmptyIntervals.FILLED)
                .with(window));
    }

    /** The volume-weighted average price of a window. */
    public Vwap vwap(String base, String counter, Instant from, Instant to) {
        return connection.get(Call.of("/vwap", Vwap.class)
                .with("base", base)
                .with("counter", counter)
                .with(TimeWindow.between(from, to)));
    }

    /** The time-weighted average price of a window. */
    public Twap twap(String base, String counter, Instant from, Instant to) {
        return connection.get(Call.of("/twap", Twap.class)
                .with("base", base)
                .with("counter", counter)
                .with(TimeWindow.between(from, to)));
    }

    /** Trades. */
    public Pages<TradeList, Trade> trades(String base, String counter, TimeWindow window, TradeOrder order) {
        return pages(Call.of("/trades", TradeList.class)
                .with("base", base)
                .with("counter", counter)
                .with(window)
                .with("order", order.parameter()));
    }

    /**
     * Markets that moved most, traded most, or are new.
     *
     * @param by {@code gain}, {@code loss}, {@code volume} or {@code new}
     */
    public List<Mover> movers(String by, String window, int limit) {
        return connection
                .get(Call.of("/movers", MoverList.class)
                        .with("by", by)
                        .with("window", window)
                        .with("limit", limit))
                .items();
    }

    /** Assets and markets by code, issuer, domain or name. */
    public Found search(String q) {
        return connection.get(Call.of("/search", Found.class).with("q", q));
    }

    public Found search(String q, int limit) {
        return connection.get(Call.of("/search", Found.class).with("q", q).with("limit", limit));
    }

    /** The price of an asset in US dollars. */
    public Price price(String asset) {
        return price(asset, "USD");
    }

    /** The price of an asset in US dollars, {@code USD}, or in another asset. */
    public Price price(String asset, String quote) {
        return connection.get(
                Call.of("/price", Price.class).with("asset", asset).with("quote", quote));
    }

    /** The prices of up to 200 assets. */
    public List<Price> prices(Collection<String> assets, String quote) {
        return connection
                .get(Call.of("/prices", PriceList.class).with("assets", assets).with("quote", quote))
                .items();
    }

    /** The price of an asset, interval by interval. */
    public Pages<PriceHistory, PricePoint> priceHistory(
            String asset, String quote, String interval, TimeWindow window) {
        return pages(Call.of("/prices/history", PriceHistory.class)
                .with("asset", asset)
                .with("quote", quote)
                .with("interval", interval)
                .with(window));
    }

    /** Valid assets, by code and issuer. */
    public Pages<AssetList, AssetProfile> assets() {
        return pages(Call.of("/assets", AssetList.class));
    }

    /** What is known of an asset. */
    public AssetProfile asset(String asset) {
        return connection.get(Call.of("/assets/" + Call.encoded(asset), AssetProfile.class));
    }

    /**
     * The order book as it was last read.
     *
     * @param depth levels of a side
     */
    public OrderBook orderBook(String base, String counter, int depth) {
        return connection.get(Call.of("/orderbook", OrderBook.class)
                .with("base", base)
                .with("counter", counter)
                .with("depth", depth));
    }

    /**
     * What can be traded near the mid price, and the slippage of sizes.
     *
     * @param sizes amounts of base
     */
    public Depth depth(String base, String counter, List<BigDecimal> sizes) {
        Call<Depth> call = Call.of(marketPath(base, counter) + "/depth", Depth.class);
        return connection.get(sizes.isEmpty() ? call : call.with("sizes", sizes));
    }

    /** Liquidity pools, by id. */
    public Pages<PoolList, Pool> pools() {
        return pools(null, null);
    }

    /** Liquidity pools that hold base and counter, where these are given. */
    public Pages<PoolList, Pool> pools(@Nullable String base, @Nullable String counter) {
        return pages(Call.of("/pools", PoolList.class).with("base", base).with("counter", counter));
    }

    /** A liquidity pool. */
    public Pool pool(String id) {
        return connection.get(Call.of("/pools/" + Call.encoded(id), Pool.class));
    }

    /** What the audit found of all markets, hour by hour. */
    public Pages<AuditWindowList, AuditWindow> audit(TimeWindow window) {
        return audit(null, null, window);
    }

    /** What the audit found of a market, hour by hour. */
    public Pages<AuditWindowList, AuditWindow> audit(
            @Nullable String base, @Nullable String counter, TimeWindow window) {
        return pages(Call.of("/audit", AuditWindowList.class)
                .with("base", base)
                .with("counter", counter)
                .with(window));
    }

    /** How the programs are, and how far they have come. */
    public Status status() {
        return connection.get(Call.of("/status", Status.class));
    }

    /** The server's time, exact to a second: what "now" means in a request, however wrong the clock here is. */
    public Instant serverTime() {
        Optional<Instant> seen = connection.serverTime();
        if (seen.isEmpty()) {
            connection.await(connection.begin(Call.of("/status", Status.class)));
            seen = connection.serverTime();
        }
        return seen.orElseThrow(
                () -> new UnexpectedAnswerException("the answers of " + connection.url() + " carry no date"));
    }

    /**
     * Returns what changes in all markets. See {@link #stream(StreamSelection)}.
     *
     * @param topics {@code trades}, {@code corrections} or {@code markets}
     */
    public Live<StreamEvent> stream(String... topics) {
        return stream(StreamSelection.of(topics));
    }

    /**
     * Returns what changes, for ever: each trade and correction once, also when the API, or the way to it, is away meanwhile. An
     * event of the kind {@code reset} says that the position is no longer kept: trades and corrections since were missed.
     */
    public Live<StreamEvent> stream(StreamSelection selection) {
        Call<Void> call = Call.of("/stream", Void.class)
                .with("topics", selection.topics())
                .with("base", selection.base())
                .with("counter", selection.counter());
        var events = new EventReader<>(
                connection, call, StreamEvent::read, selection.after(), Optional.ofNullable(selection.giveUpAfter()));
        return new Live<>(events, events::end);
    }

    /**
     * Returns the trades of a market as they are stored, for ever, each once. Where the stream no longer keeps the reader's
     * position, the trades behind the newest one are read from the list first.
     */
    public Live<Trade> followTrades(String base, String counter) {
        return followTrades(StreamSelection.of("trades").ofMarket(base, counter));
    }

    /** @param selection of the topic {@code trades} of a market */
    public Live<Trade> followTrades(StreamSelection selection) {
        if (selection.base() == null || selection.counter() == null) {
            throw new IllegalArgumentException("expected the selection of a market, found one of all");
        }
        Live<StreamEvent> events = stream(selection);
        Pages<TradeList, Trade> oldestFirst =
                trades(selection.base(), selection.counter(), TimeWindow.ALL, TradeOrder.OLDEST_FIRST);
        return new Live<>(new TradeReader(events.iterator(), oldestFirst), events::close);
    }

    private <P extends Page<T>, T> Pages<P, T> pages(Call<P> call) {
        return new Pages<>(connection, call);
    }
}
