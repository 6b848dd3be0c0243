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

/**
 * The source: one of several Horizons, asked within one budget. Every method waits until Horizon answers, however often
 * it must be asked, and can be interrupted.
 */
public final class Horizon implements AutoCloseable {

    /** The most that Horizon gives at once. */
    private static final String LIMIT = "200";

    /** Another server that is away. */
    private static final Duration BETWEEN_TRIES_ELSEWHERE = Duration.ofSeconds(30);

    /** Of what other work does not wait for. */
    private static final int FEW_TRIES = 3;

    /** As many intervals as Horizon gives at once. */
    public static final int MOST_INTERVALS = 200;

    private final Requests requests;
    private final Work work;
    /** Of what was read last in ascending order, by pages and streams. */
    private final CloseTimes ascending;

    private final BothOrders bothOrders = new BothOrders(this::page);

    private Horizon(Requests requests, Work work) {
        this.requests = requests;
        this.work = work;
        this.ascending = newCloseTimes();
    }

    /** As the other, where it does not matter what a server says of itself. */
    public Horizon(List<URI> urls, RequestBudget budget, Clock clock, MeterRegistry metrics) {
        this(urls, HealthCheck.ANY, budget, clock, metrics);
    }

    /**
     * @param urls the first is preferred; the next one is asked while it fails
     * @param healthCheck decides which of them may be asked
     */
    public Horizon(List<URI> urls, HealthCheck healthCheck, RequestBudget budget, Clock clock, MeterRegistry metrics) {
        this(
                new Requests(urls, healthCheck, budget, clock, metrics),
                new Work(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.UNKNOWN));
    }

    /**
     * The same Horizon for other work.
     *
     * @param onHindrance told why an answer takes longer
     */
    public Horizon at(Priority urgency, Consumer<String> onHindrance) {
        return new Horizon(requests, new Work(urgency, onHindrance, RequestBudget.Turn.UNKNOWN));
    }

    /** The same Horizon for other work, whose progress is told what hinders it, and when it waits for its turn. */
    public Horizon at(Priority urgency, Progress progress) {
        return new Horizon(requests, Work.of(urgency, progress));
    }

    /**
     * Holds what Horizon tells of the time against this machine's clock.
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
        return requests.servers().count() == 1 ? this : new Horizon(requests.elsewhere(), work);
    }

    /** Before anything else is asked, the server is asked who it is. */
    public void revalidate() {
        requests.servers().revalidate();
    }

    /** Whether no server can be asked for the time being. */
    public boolean isAway() {
        return requests.servers().areUnverified();
    }

    public Network network() throws InterruptedException {
        Network aggregation = requests.get(server -> server, SdkModels::network, work);
        noteTime(aggregation);
        return aggregation;
    }

    private void noteTime(Network aggregation) {
        Instant now = requests.clock().instant();
        aggregation.newestClosedAt().ifPresent(closed -> requests.clockCheck().newestLedger(closed, now));
    }

    /**
     * Returns the newest ledger, if both the root document and the ledger itself tell it: what only one document says moves
     * no position.
     */
    public Optional<LedgerSequence> closedLedger() throws InterruptedException {
        Network network = network();
        Optional<Instant> closedAt = closeTime(network.newest());
        boolean agreed = closedAt.isPresent()
                && network.newestClosedAt().map(closedAt.get()::equals).orElse(true);
        return agreed ? Optional.of(network.newest()) : Optional.empty();
    }

    /** When a ledger closed; empty when no Horizon tells it after some tries. */
    public Optional<Instant> closeTime(LedgerSequence ledger) throws InterruptedException {
        try {
            return Optional.of(requests.get(
                    server -> resource(server, "ledgers")
                            .addPathSegment(Long.toString(ledger.value()))
                            .build(),
                    SdkModels::closeTime,
                    work,
                    FEW_TRIES));
        } catch (HorizonException | HorizonRefusal | HistoryGone failure) {
            return Optional.empty();
        }
    }

    /** The next page of trades after a place, oldest first. */
    public TradePageResult tradesAfter(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.ASCENDING, false);
    }

    /** The next page of trades before a place, newest first. */
    public TradePageResult tradesBefore(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.DESCENDING, false);
    }

    /**
     * As {@link #tradesAfter}, for what is to be proven: where the trades leap, they are asked for in the other order, too,
     * and what either tells is told.
     */
    public TradePageResult provenTradesAfter(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.ASCENDING, true);
    }

    /** As {@link #tradesBefore}, for what is to be proven. */
    public TradePageResult provenTradesBefore(PagingToken position) throws InterruptedException {
        return trades(position, PageOrder.DESCENDING, true);
    }

    private TradePageResult trades(PagingToken position, PageOrder order, boolean proven) throws InterruptedException {
        var backoff = new Backoff();
        while (true) {
            try {
                return confirmed(position, order, proven);
            } catch (HorizonException disagreement) {
                work.retrying().accept(String.valueOf(disagreement.getMessage()));
                TimeUnit.NANOSECONDS.sleep(backoff.after(disagreement).toNanos());
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
                TradePage page = requests.get(
                        url -> {
                            server.set(url);
                            return resource(url, "trades")
                                    .addQueryParameter("order", order.word())
                                    .addQueryParameter("limit", LIMIT)
                                    .addQueryParameter(
                                            "cursor", position.token().value())
                                    .build();
                        },
                        body -> asAsked(TradePage.read(body, closeTimes(order)), asked),
                        work);
                TradeBatch batch =
                        new Positions(page.records(), bounded(page, asked)).page(page.next(), page.isWhole());
                if (batch.records() > 0) {
                    return new TradePageResult.Trades(batch);
                }
                if (order == PageOrder.ASCENDING
                        || requests.servers().count() == 1
                        || !network().forgets()) {
                    return new TradePageResult.End();
                }
                ended = true;
            } catch (HistoryGone gone) {
                // The next server may keep more.
            }
        } while (isElsewhere(server.get(), without));
        return ended ? new TradePageResult.End() : new TradePageResult.Gone();
    }

    private CloseTimes closeTimes(PageOrder order) {
        return order == PageOrder.ASCENDING ? ascending : newCloseTimes();
    }

    private CloseTimes newCloseTimes() {
        return new CloseTimes(requests.clock(), requests.servers()::newestClosedAt);
    }

    /**
     * Whether there is a server yet that may keep what this one does not; only one that says so itself does not. While it
     * does not answer, it is waited for.
     */
    private boolean isElsewhere(HttpUrl server, Set<HttpUrl> without) throws InterruptedException {
        boolean askedBefore = !without.add(server);
        requests.servers().leave(server, "Horizon keeps no older trades");
        if (askedBefore) {
            work.retrying()
                    .accept("what " + Wire.name(server) + " does not keep another Horizon may, which does not answer");
            requests.servers().awaitAnother(server, BETWEEN_TRIES_ELSEWHERE);
        }
        return without.size() < requests.servers().count();
    }

    /** A server that gives the same trades again, whatever the cursor, is not believed. */
    private static TradePage asAsked(TradePage page, PositionBounds asked) {
        if (new Positions(page.records(), asked).answerAnotherQuestion()) {
            throw new HorizonException("Horizon gave trades up to "
                    + Positions.furthest(page.records()).orElseThrow() + " when asked "
                    + asked.order().word() + " from " + asked.from());
        }
        return page;
    }

    /** Only on the way up a position may lie beyond what there is. */
    private PositionBounds bounded(TradePage page, PositionBounds asked) throws InterruptedException {
        Optional<TradeId> furthest = Positions.furthest(page.records());
        return asked.order() == PageOrder.DESCENDING || furthest.isEmpty()
                ? asked
                : new PositionBounds(asked.from(), asked.order(), requests.newestFor(furthest.get(), work));
    }

    /**
     * A stream of the trades after a place, as ledgers close.
     *
     * @throws HorizonException when no server can be asked for the time being
     */
    public TradeStream streamAfter(PagingToken position) throws InterruptedException {
        HttpUrl server = requests.servers().admitted();
        requests.budget().take(work.priority(), work.turn());
        HttpUrl url = resource(server, "trades")
                .addQueryParameter("order", "asc")
                .addQueryParameter("limit", LIMIT)
                .addQueryParameter("cursor", position.value())
                .build();
        return TradeStream.open(requests, server, url, position, ascending);
    }

    /** @param after the former page's {@link AssetPage#next} */
    public AssetPage assets(Optional<String> after) throws InterruptedException {
        return requests.get(
                server -> {
                    var url = resource(server, "assets").addQueryParameter("limit", LIMIT);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                body -> rejecting(RejectedRecords.ASSETS, AssetPageReader.read(body), AssetPage::rejected),
                work);
    }

    /**
     * Returns the listing of just this asset: a page with one, or none. Returns empty when Horizon gives no answer after some
     * tries.
     */
    public Optional<AssetPage> asset(Asset asset) throws InterruptedException {
        try {
            return Optional.of(requests.get(
                    server -> resource(server, "assets")
                            .addQueryParameter("asset_code", asset.code())
                            .addQueryParameter("asset_issuer", asset.issuer())
                            .build(),
                    body -> rejecting(RejectedRecords.ASSETS, AssetPageReader.read(body), AssetPage::rejected),
                    work,
                    FEW_TRIES));
        } catch (HorizonException unanswered) {
            return Optional.empty();
        } catch (HorizonRefusal | HistoryGone refused) {
            return Optional.of(new AssetPage(List.of(), Optional.empty(), List.of()));
        }
    }

    /** @param after the former page's {@link PoolPage#next} */
    public PoolPage pools(Optional<String> after) throws InterruptedException {
        return requests.get(
                server -> {
                    var url = resource(server, "liquidity_pools").addQueryParameter("limit", LIMIT);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                this::poolPage,
                work);
    }

    /**
     * Returns the pools of just these two assets: one, or none. Returns empty when Horizon gives no answer after some tries; a
     * refusal is a pair that cannot be read.
     */
    public Optional<PoolPage> poolsOf(TradePair pair) throws InterruptedException {
        try {
            return Optional.of(requests.get(
                    server -> resource(server, "liquidity_pools")
                            .addQueryParameter("reserves", canonical(pair.base()) + "," + canonical(pair.counter()))
                            .build(),
                    this::poolPage,
                    work,
                    FEW_TRIES));
        } catch (HorizonException unanswered) {
            return Optional.empty();
        } catch (HorizonRefusal | HistoryGone refused) {
            var reason = new RejectedRecord(pair.toString(), String.valueOf(refused.getMessage()));
            return Optional.of(new PoolPage(List.of(), Optional.empty(), List.of(reason)));
        }
    }

    private PoolPage poolPage(byte[] body) {
        return rejecting(RejectedRecords.LIQUIDITY_POOLS, PoolPageReader.read(body), PoolPage::rejected);
    }

    /** Counts and logs what was left out of a page. */
    private <P> P rejecting(String resource, P page, Function<P, List<RejectedRecord>> rejected) {
        requests.rejected().add(resource, rejected.apply(page));
        return page;
    }

    /** As {@code reserves} has it. */
    private static String canonical(Asset asset) {
        return asset instanceof NativeAsset ? asset.issuer() : asset.key();
    }

    /** The book of a pair as its base is sold for its counter; unlike the others, this gives up after some tries. */
    public OrderBookResult orderBook(TradePair pair) throws InterruptedException {
        try {
            OrderBookResult result = requests.get(
                    server -> {
                        var url = resource(server, "order_book").addQueryParameter("limit", LIMIT);
                        addAsset(url, "selling", pair.base());
                        addAsset(url, "buying", pair.counter());
                        return url.build();
                    },
                    BookPage::read,
                    work,
                    FEW_TRIES);
            if (result instanceof OrderBookResult.Unreadable) {
                requests.count(FaultKind.UNREADABLE);
            }
            if (result instanceof OrderBookResult.Book book && !book.rejected().isEmpty()) {
                requests.rejected().add(RejectedRecords.ORDER_BOOK, of(pair, book.rejected()));
            }
            return result;
        } catch (HorizonException fault) {
            String reason = String.valueOf(fault.getMessage());
            return fault.getCause() instanceof TooLarge
                    ? new OrderBookResult.Unreadable(reason)
                    : new OrderBookResult.Unanswered(reason);
        } catch (HorizonRefusal | HistoryGone refused) {
            return new OrderBookResult.Unreadable(String.valueOf(refused.getMessage()));
        }
    }

    private static List<RejectedRecord> of(TradePair pair, List<RejectedRecord> levels) {
        return levels.stream()
                .map(level -> new RejectedRecord(pair + " " + level.token(), level.reason()))
                .toList();
    }

    /**
     * What was traded in each interval of a stretch of time, counter per base of the pair as it is named here, whichever way
     * round Horizon keeps it; gives up after some tries.
     *
     * @param from inclusive, where an interval begins
     * @param to exclusive, where one ends; at most {@link #MOST_INTERVALS} later, so that one answer has them all
     */
    public AggregationResult aggregations(TradePair pair, CandleInterval interval, Instant from, Instant to)
            throws InterruptedException {
        long millis = interval.length().toMillis();
        long intervals = (to.toEpochMilli() - from.toEpochMilli()) / millis;
        if (intervals < 1 || intervals > MOST_INTERVALS || from.toEpochMilli() % millis != 0) {
            throw new IllegalArgumentException("aggregations: expected 1 to " + MOST_INTERVALS + " whole intervals of "
                    + interval.word() + ", found " + from + " to " + to);
        }
        try {
            return new AggregationResult.Intervals(requests.get(
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
                    body -> asAsked(AggregationPage.read(body), interval, from, to),
                    work,
                    FEW_TRIES));
        } catch (HorizonException | HorizonRefusal | HistoryGone why) {
            return new AggregationResult.Unanswered(String.valueOf(why.getMessage()));
        }
    }

    /** Intervals of another stretch or length would be taken for something that they are not. */
    private static List<Aggregation> asAsked(
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
