package org.stellarticker.ingester.horizon;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Progress;
import org.stellarticker.ingester.horizon.Result.Cause;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Reads from Horizon, through one of several servers and within one request budget. Methods that begin with {@code await}
 * make a request again until it succeeds, however long that takes, and can be interrupted. Methods that begin with
 * {@code try} give up after a few tries, and return a {@link Result}.
 */
public final class Horizon implements AutoCloseable {

    /** The most records that Horizon sends at once. */
    private static final String LIMIT = "200";

    /** How often a server is asked that does not answer while the other one no longer keeps the trades. */
    private static final Duration BETWEEN_TRIES_ELSEWHERE = Duration.ofSeconds(30);

    /** The most intervals that Horizon sends at once. */
    public static final int MOST_INTERVALS = 200;

    private final Requests requests;
    private final Purpose purpose;
    /** The close times that pages and streams had last in ascending order. */
    private final CloseTimes ascending;

    private final BothOrders bothOrders = new BothOrders(this::page);

    private Horizon(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
        this.ascending = newCloseTimes();
    }

    /** Reads from servers that are not checked. */
    public Horizon(List<URI> urls, RequestBudget budget, Clock clock, MeterRegistry metrics) {
        this(urls, HealthCheck.ANY, ServerListener.NONE, budget, clock, new IngesterMetrics(metrics));
    }

    /**
     * @param urls the first server is preferred; the next one is asked while it fails
     * @param healthCheck decides which servers may be asked
     * @param listener receives which server was selected
     */
    public Horizon(
            List<URI> urls,
            HealthCheck healthCheck,
            ServerListener listener,
            RequestBudget budget,
            Clock clock,
            IngesterMetrics metrics) {
        this(
                new Requests(urls, healthCheck, listener, budget, clock, metrics),
                new Purpose(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.IGNORED));
    }

    /** Registers the metrics of Horizon's requests with the value 0. */
    public static void register(IngesterMetrics metrics) {
        Requests.register(metrics);
    }

    /**
     * Returns the same Horizon for other work.
     *
     * @param onRetry receives the reason when a request is made again
     */
    public Horizon at(Priority priority, Consumer<String> onRetry) {
        return new Horizon(requests, new Purpose(priority, onRetry, RequestBudget.Turn.IGNORED));
    }

    /** Returns the same Horizon for other work, whose progress shows retries and the wait for its turn. */
    public Horizon at(Priority priority, Progress progress) {
        return new Horizon(requests, Purpose.of(priority, progress));
    }

    /**
     * Compares the times that Horizon reports with this machine's clock.
     *
     * @return what is wrong with one of them; empty when they agree
     */
    public Optional<String> clockFault() {
        return requests.clockCheck().fault();
    }

    /**
     * Returns a Horizon that asks another of the servers than this one does, as long as another one may be asked; with a
     * single server, that one.
     */
    public Horizon elsewhere() {
        return requests.servers().count() == 1 ? this : new Horizon(requests.elsewhere(), purpose);
    }

    /** Has the server checked before the next request. */
    public void revalidate() {
        requests.servers().revalidate();
    }

    /** Returns whether no server can be asked for the time being. */
    public boolean isAway() {
        return requests.servers().areUnverified();
    }

    /** Waits for the root document. */
    public Network awaitNetwork() throws InterruptedException {
        Network network = requests.await(server -> server, SdkModels::network, purpose);
        Instant now = requests.clock().instant();
        network.newestClosedAt().ifPresent(closed -> requests.clockCheck().newestLedger(closed, now));
        return network;
    }

    /**
     * Waits for the newest ledger; empty when the root document and the ledger itself do not agree. A position does not move
     * on the word of one document.
     */
    public Optional<LedgerSequence> awaitClosedLedger() throws InterruptedException {
        Network network = awaitNetwork();
        Optional<Instant> closedAt = tryCloseTime(network.newest()).find();
        boolean agreed = closedAt.isPresent()
                && network.newestClosedAt().map(closedAt.get()::equals).orElse(true);
        return agreed ? Optional.of(network.newest()) : Optional.empty();
    }

    /** Reads when a ledger closed. */
    public Result<Instant> tryCloseTime(LedgerSequence ledger) throws InterruptedException {
        return requests.tryFew(
                server -> resource(server, "ledgers")
                        .addPathSegment(Long.toString(ledger.value()))
                        .build(),
                SdkModels::closeTime,
                purpose);
    }

    /** Waits for the page of trades after a position, oldest first. */
    public TradePageResult awaitTradesAfter(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.ASCENDING, false);
    }

    /** Waits for the page of trades before a position, newest first. */
    public TradePageResult awaitTradesBefore(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.DESCENDING, false);
    }

    /**
     * Waits for the page of trades after a position, oldest first, checked for omissions: where it skips many ledgers, they are
     * read in the other order too. The result has the trades of both.
     */
    public TradePageResult awaitCheckedTradesAfter(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.ASCENDING, true);
    }

    /** Waits for the page of trades before a position, newest first, checked for omissions. */
    public TradePageResult awaitCheckedTradesBefore(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.DESCENDING, true);
    }

    private TradePageResult trades(PagingToken position, PageOrder order, boolean proven) throws InterruptedException {
        var delay = new RetryDelay();
        while (true) {
            try {
                return confirmed(position, order, proven);
            } catch (HorizonException disagreement) {
                purpose.onRetry().accept(String.valueOf(disagreement.getMessage()));
                TimeUnit.NANOSECONDS.sleep(delay.after(disagreement).toNanos());
            }
        }
    }

    /**
     * A short page is not the end: where only its last record has a position, one more page is asked for. Records there
     * confirm that position; only an empty page ends the history.
     */
    private TradePageResult confirmed(PagingToken position, PageOrder order, boolean proven)
            throws InterruptedException {
        TradePageResult result = page(TradeId.parse(position.value()), order);
        if (!(result instanceof TradePageResult.Trades(var batch))) {
            return result;
        }
        TradeId from = TradeId.parse(position.value());
        if (batch.upTo().equals(position)) {
            boolean moved = !batch.seen().equals(position);
            TradePageResult behind =
                    moved ? page(TradeId.parse(batch.seen().value()), order) : new TradePageResult.Trades(batch);
            boolean ended = behind instanceof TradePageResult.End;
            boolean confirmed = behind instanceof TradePageResult.Gone
                    || (behind instanceof TradePageResult.Trades(var next)
                            && !next.seen().equals(batch.seen()));
            if (confirmed) {
                var further = new TradeBatch(batch.trades(), batch.unreadable(), batch.seen(), batch.seen());
                return new TradePageResult.Trades(bothOrders.prove(further, from, order));
            }
            if (!ended && order == PageOrder.DESCENDING) {
                throw new HorizonException("expected trades before " + batch.seen()
                        + " with a paging_token that can be read, found " + batch.records()
                        + " records without one; the history goes on, and is asked for again");
            }
        }
        return proven ? new TradePageResult.Trades(bothOrders.complete(batch, from, order)) : result;
    }

    private TradePageResult page(TradeId position, PageOrder order) throws InterruptedException {
        var asked = PositionBounds.behind(position, order);
        var without = new HashSet<HttpUrl>();
        var server = new AtomicReference<HttpUrl>();
        boolean ended = false;
        do {
            try {
                TradePage page = requests.await(
                        url -> {
                            server.set(url);
                            return resource(url, "trades")
                                    .addQueryParameter("order", order.word())
                                    .addQueryParameter("limit", LIMIT)
                                    .addQueryParameter(
                                            "cursor", position.token().value())
                                    .build();
                        },
                        body -> asRequested(TradePage.read(body, closeTimes(order)), asked),
                        purpose);
                TradeBatch batch =
                        new Positions(page.records(), bounded(page, asked)).page(page.next(), page.isWhole());
                if (batch.records() > 0) {
                    return new TradePageResult.Trades(batch);
                }
                if (order == PageOrder.ASCENDING
                        || requests.servers().count() == 1
                        || !awaitNetwork().isTrimmed()) {
                    return new TradePageResult.End();
                }
                ended = true;
            } catch (HistoryGone gone) {
                // The next server may keep more.
            }
        } while (leaveAndAwaitAnother(server.get(), without));
        return ended ? new TradePageResult.End() : new TradePageResult.Gone();
    }

    private CloseTimes closeTimes(PageOrder order) {
        return order == PageOrder.ASCENDING ? ascending : newCloseTimes();
    }

    private CloseTimes newCloseTimes() {
        return new CloseTimes(requests.clock(), requests.servers()::newestClosedAt);
    }

    /**
     * Leaves a server that does not keep the requested trades, and waits for another one.
     *
     * @return whether there is a server that has not said so itself
     */
    private boolean leaveAndAwaitAnother(HttpUrl server, Set<HttpUrl> without) throws InterruptedException {
        boolean askedBefore = !without.add(server);
        requests.servers().leave(server, "Horizon keeps no older trades");
        if (askedBefore) {
            purpose.onRetry()
                    .accept(Wire.name(server)
                            + " no longer keeps these trades, and another Horizon, which may, does not answer");
            requests.servers().awaitAnother(server, BETWEEN_TRIES_ELSEWHERE);
        }
        return without.size() < requests.servers().count();
    }

    /** Rejects a page that repeats the same trades whatever the cursor is. */
    private static TradePage asRequested(TradePage page, PositionBounds asked) {
        if (new Positions(page.records(), asked).areAllOutOfBounds()) {
            throw new HorizonException("Horizon gave trades up to "
                    + Positions.furthest(page.records()).orElseThrow() + " when asked "
                    + asked.order().word() + " from " + asked.from());
        }
        return page;
    }

    /** In ascending order, a position must also not lie beyond the newest ledger. */
    private PositionBounds bounded(TradePage page, PositionBounds asked) throws InterruptedException {
        Optional<TradeId> furthest = Positions.furthest(page.records());
        return asked.order() == PageOrder.DESCENDING || furthest.isEmpty()
                ? asked
                : new PositionBounds(asked.from(), asked.order(), requests.newestFor(furthest.get(), purpose));
    }

    /**
     * Opens a stream of the trades after a position, as ledgers close.
     *
     * @throws HorizonException when no server can be asked for the time being
     */
    public TradeStream streamAfter(PagingToken position) throws InterruptedException {
        HttpUrl server = requests.servers().select();
        requests.budget().take(purpose.priority(), purpose.turn());
        HttpUrl url = resource(server, "trades")
                .addQueryParameter("order", "asc")
                .addQueryParameter("limit", LIMIT)
                .addQueryParameter("cursor", position.value())
                .build();
        return TradeStream.open(requests, server, url, position, ascending);
    }

    /**
     * Waits for a page of all assets.
     *
     * @param after {@link AssetPage#next} of the page before
     */
    public AssetPage awaitAssets(Optional<String> after) throws InterruptedException {
        return requests.await(
                server -> {
                    var url = resource(server, "assets").addQueryParameter("limit", LIMIT);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                body -> rejecting(RejectedRecords.ASSETS, AssetPageReader.read(body), AssetPage::rejected),
                purpose);
    }

    /** Reads the listing of one asset: a page with one record, or none. */
    public Result<AssetPage> tryAsset(Asset asset) throws InterruptedException {
        return requests.tryFew(
                server -> resource(server, "assets")
                        .addQueryParameter("asset_code", asset.code())
                        .addQueryParameter("asset_issuer", asset.issuer())
                        .build(),
                body -> rejecting(RejectedRecords.ASSETS, AssetPageReader.read(body), AssetPage::rejected),
                purpose);
    }

    /**
     * Waits for a page of all liquidity pools.
     *
     * @param after {@link PoolPage#next} of the page before
     */
    public PoolPage awaitPools(Optional<String> after) throws InterruptedException {
        return requests.await(
                server -> {
                    var url = resource(server, "liquidity_pools").addQueryParameter("limit", LIMIT);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                this::poolPage,
                purpose);
    }

    /** Reads the pools of two assets: one, or none. */
    public Result<PoolPage> tryPools(TradePair pair) throws InterruptedException {
        return requests.tryFew(
                server -> resource(server, "liquidity_pools")
                        .addQueryParameter("reserves", canonical(pair.base()) + "," + canonical(pair.counter()))
                        .build(),
                this::poolPage,
                purpose);
    }

    private PoolPage poolPage(byte[] body) {
        return rejecting(RejectedRecords.LIQUIDITY_POOLS, PoolPageReader.read(body), PoolPage::rejected);
    }

    /** Counts and logs the records that were left out of a page. */
    private <P> P rejecting(String resource, P page, Function<P, List<RejectedRecord>> rejected) {
        requests.rejected().add(resource, rejected.apply(page));
        return page;
    }

    /** Returns an asset as the parameter {@code reserves} names it. */
    private static String canonical(Asset asset) {
        return asset instanceof NativeAsset ? asset.issuer() : asset.key();
    }

    /** Reads the order book of a pair, as its base is sold for its counter. */
    public Result<OrderBookLevels> tryOrderBook(TradePair pair) throws InterruptedException {
        Result<Result<OrderBookLevels>> read = requests.tryFew(
                server -> {
                    var url = resource(server, "order_book").addQueryParameter("limit", LIMIT);
                    addAsset(url, "selling", pair.base());
                    addAsset(url, "buying", pair.counter());
                    return url.build();
                },
                BookPage::read,
                purpose);
        return switch (read) {
            case Result.Success<Result<OrderBookLevels>>(var book) -> counted(pair, book);
            case Result.Failure<Result<OrderBookLevels>>(Cause cause, String reason) ->
                new Result.Failure<>(cause, reason);
        };
    }

    private Result<OrderBookLevels> counted(TradePair pair, Result<OrderBookLevels> book) {
        switch (book) {
            case Result.Success<OrderBookLevels>(var levels) ->
                requests.rejected().add(RejectedRecords.ORDER_BOOK, of(pair, levels.rejected()));
            case Result.Failure<OrderBookLevels> _ -> requests.count(FaultKind.UNREADABLE);
        }
        return book;
    }

    private static List<RejectedRecord> of(TradePair pair, List<RejectedRecord> levels) {
        return levels.stream()
                .map(level -> new RejectedRecord(pair + " " + level.token(), level.reason()))
                .toList();
    }

    /**
     * Reads what was traded in each interval of a time range, counter per base of the pair as it is named here, whichever way
     * Horizon orients it.
     *
     * @param from inclusive, the begin of an interval
     * @param to exclusive, the end of an interval; at most {@link #MOST_INTERVALS} later, so that one answer has them all
     * @return the intervals in which there was a trade, oldest first
     */
    public Result<List<Aggregation>> tryAggregations(TradePair pair, CandleInterval interval, Instant from, Instant to)
            throws InterruptedException {
        long millis = interval.length().toMillis();
        long intervals = (to.toEpochMilli() - from.toEpochMilli()) / millis;
        if (intervals < 1 || intervals > MOST_INTERVALS || from.toEpochMilli() % millis != 0) {
            throw new IllegalArgumentException("aggregations: expected 1 to " + MOST_INTERVALS + " whole intervals of "
                    + interval.word() + ", found " + from + " to " + to);
        }
        return requests.tryFew(
                server -> {
                    var url = resource(server, "trade_aggregations")
                            .addQueryParameter("resolution", Long.toString(millis))
                            .addQueryParameter("start_time", Long.toString(from.toEpochMilli()))
                            .addQueryParameter("end_time", Long.toString(to.toEpochMilli()))
                            .addQueryParameter("order", "asc")
                            .addQueryParameter("limit", LIMIT);
                    addAsset(url, "base", pair.base());
                    addAsset(url, "counter", pair.counter());
                    return url.build();
                },
                body -> asRequested(AggregationPage.read(body), interval, from, to),
                purpose);
    }

    /** Rejects intervals of another time range or length. */
    private static List<Aggregation> asRequested(
            List<Aggregation> intervals, CandleInterval interval, Instant from, Instant to) {
        Instant earliest = from;
        for (Aggregation aggregation : intervals) {
            Instant open = aggregation.openTime();
            if (open.isBefore(earliest)
                    || !open.isBefore(to)
                    || open.toEpochMilli() % interval.length().toMillis() != 0) {
                throw new HorizonException("Horizon gave trade aggregations of " + open + " when asked for each "
                        + interval.word() + " from " + earliest + " to " + to);
            }
            earliest = open.plus(interval.length());
        }
        return intervals;
    }

    private static void addAsset(HttpUrl.Builder url, String side, Asset asset) {
        url.addQueryParameter(side + "_asset_type", asset.type());
        if (!(asset instanceof NativeAsset)) {
            url.addQueryParameter(side + "_asset_code", asset.code());
            url.addQueryParameter(side + "_asset_issuer", asset.issuer());
        }
    }

    private static HttpUrl.Builder resource(HttpUrl server, String name) {
        return server.newBuilder().addPathSegment(name);
    }

    @Override
    public void close() {
        requests.close();
    }
}
