package org.stellarticker.webhooksender.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.AssetChanges;
import org.stellarticker.core.subscription.SubscriptionFilter.ClosedCandles;
import org.stellarticker.core.subscription.SubscriptionFilter.Direction;
import org.stellarticker.core.subscription.SubscriptionFilter.Disagreements;
import org.stellarticker.core.subscription.SubscriptionFilter.Gaps;
import org.stellarticker.core.subscription.SubscriptionFilter.NewAssets;
import org.stellarticker.core.subscription.SubscriptionFilter.NewMarkets;
import org.stellarticker.core.subscription.SubscriptionFilter.PriceCrossing;
import org.stellarticker.core.subscription.SubscriptionFilter.Spread;
import org.stellarticker.core.subscription.SubscriptionFilter.StaleFeed;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.subscription.Delivery;
import org.stellarticker.db.subscription.DeliveryState;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.ReplayRequest;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.webhooksender.Subscribers;
import org.stellarticker.webhooksender.metrics.SenderMetrics;

class MatchingIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair MARKET = new TradePair(XLM, USD);
    private static final Instant NOW = NOON.plus(Duration.ofHours(1));

    private final EventLog events = new EventLog();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final List<LeaderElection> elections = new ArrayList<>();
    private TradeStore trades;
    private Instant now = NOW;
    private Subscribers subscribers;
    private Matching matching;

    @BeforeEach
    void begin() {
        db.clear();
        trades = new TradeStore(db.database());
        subscribers = new Subscribers(db);
        matching = matching();
        matching.step();
    }

    @AfterEach
    void end() {
        elections.forEach(LeaderElection::close);
    }

    /** A sender that remembers nothing but what is stored. */
    private Matching matching() {
        return matching(Matching.Bounds.USUAL);
    }

    private Matching matching(Matching.Bounds bounds) {
        return matching(bounds, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Matching matching(Matching.Bounds bounds, Clock clock) {
        LeaderElection election = db.database().leadership("webhook-matching");
        elections.add(election);
        return new Matching(
                db.database(),
                election,
                db.database().listen(EventLog.CHANNEL),
                new SenderMetrics(new SimpleMeterRegistry()),
                new WorkContext(new Progress("matching", clock), clock, new Stop()),
                bounds);
    }

    private void store(EventKind kind, Trade... batch) {
        db.database()
                .commit(tx -> trades.insert(tx, List.of(batch), TradeSource.STREAM)
                        .events(kind)
                        .forEach(event -> events.append(tx, event)));
    }

    private static Trade trade(int second, long n, long d) {
        return aTrade(100 + second, 0, NOON.plusSeconds(second), XLM, USD, new Price(n, d));
    }

    private List<Delivery> messages(long subscription) {
        return db.database().transaction(tx -> deliveries.listAfter(tx, subscription, 0, 1000));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private boolean isWaitingForALock() {
        return db.rows("select count(*) from pg_locks where not granted")
                .getFirst()
                .equals("1");
    }

    private static JsonNode data(Delivery message) throws Exception {
        return new ObjectMapper().readTree(message.payload()).get("data");
    }

    @Test
    void aDisabledAccountGetsNoMessagesUntilItIsEnabled() {
        long one = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        long two = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        matching.step();
        subscribers.disableAccount(true);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        assertThat(messages(one)).isEmpty();
        assertThat(messages(two)).isEmpty();

        subscribers.disableAccount(false);
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        matching.step();
        assertThat(messages(one)).hasSize(1);
        assertThat(messages(two)).hasSize(1);
    }

    /** A subscription begins behind a position, so no event behind it may be matched before the subscription is seen. */
    @Test
    void anEventThatIsStoredWhileASubscriptionIsMadeIsNotMissed() throws Exception {
        subscribers.stream(new Trades(new TradePair(XLM, EUR), Optional.empty()), NOON);
        var added = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> subscribed = threads.submit(() -> db.database().transaction(tx -> {
                long id = subscribers.add(tx, new Trades(MARKET, Optional.empty()), NOON);
                added.countDown();
                awaitQuietly(mayCommit);
                return id;
            }));
            added.await();
            Future<?> stored = threads.submit(() -> store(EventKind.TRADES_STORED, trade(1, 1, 2)));
            await().until(() -> stored.isDone() || isWaitingForALock());
            matching.step();
            mayCommit.countDown();
            stored.get();
            long id = subscribed.get();
            matching.step();

            long position = db.database().transaction(events::position);
            assertThat(position).isGreaterThan(subscribers.get(id).afterEvent());
            assertThat(messages(id)).hasSize(1);
        }
    }

    @Test
    void aTradeIsReportedToItsMarketInTheDirectionThatWasAskedForFromItsMinimumOn() throws Exception {
        long all = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        long turned = subscribers.stream(new Trades(MARKET.turned(), Optional.empty()), NOON);
        long large = subscribers.stream(new Trades(MARKET, Optional.of(new BigDecimal("2.0000001"))), NOON);
        long exact = subscribers.stream(new Trades(MARKET, Optional.of(new BigDecimal("2"))), NOON);
        long other = subscribers.stream(new Trades(new TradePair(XLM, EUR), Optional.empty()), NOON);

        store(EventKind.TRADES_STORED, trade(1, 1, 2), trade(2, 1, 4));
        matching.step();

        assertThat(messages(all))
                .extracting(Delivery::happenedAt)
                .containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(messages(all)).extracting(Delivery::state).containsOnly(DeliveryState.STREAMED);
        assertThat(data(messages(all).getLast()).get("price").asText()).isEqualTo("0.25");
        assertThat(data(messages(turned).getLast()).get("price").asText()).isEqualTo("4");
        assertThat(data(messages(turned).getLast()).get("base").asText()).isEqualTo(USD.sep11());
        assertThat(messages(large)).isEmpty();
        assertThat(messages(exact)).hasSize(2);
        assertThat(messages(other)).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(messages(all).getFirst().payload())
                        .get("timestamp")
                        .asText())
                .isEqualTo("2026-03-01T12:00:01Z");
    }

    @Test
    void eachEventIsMatchedOnceAlsoByASenderThatBeginsAnewAndNothingBeforeTheSubscription() {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        long subscription = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        // The first event was not matched before the subscription came.
        matching.step();
        matching.step();
        matching().step();
        store(EventKind.WINDOW_REPAIRED, trade(3, 1, 2));
        matching().step();

        assertThat(messages(subscription))
                .extracting(Delivery::happenedAt)
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(3));
    }

    @Test
    void aTransactionThatFailsLeavesNeitherMessagesNorAPosition() {
        long subscription = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        db.execute("alter table sender_position add constraint broken check (event_position < 1) not valid");
        try {
            assertThat(catchThrowable(matching::step)).isNotNull();
            assertThat(messages(subscription)).isEmpty();
        } finally {
            db.execute("alter table sender_position drop constraint broken");
        }
        matching.step();

        assertThat(messages(subscription)).hasSize(1);
    }

    @Test
    void aPausedAnEndedAndADeletedSubscriptionGetNothing() {
        Trades filter = new Trades(MARKET, Optional.empty());
        long paused = subscribers.stream(filter, NOON);
        long ended = subscribers.stream(filter, NOON);
        long deleted = subscribers.stream(filter, NOON);
        long open = subscribers.stream(filter, NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        subscribers.save(changed(subscribers.get(paused), /* active= */ false, Optional.empty()));
        subscribers.save(changed(subscribers.get(ended), /* active= */ true, Optional.of(NOON)));
        subscribers.delete(deleted, NOON);
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        matching.step();

        assertThat(messages(paused)).hasSize(1);
        assertThat(messages(ended)).hasSize(1);
        assertThat(messages(deleted)).hasSize(1);
        assertThat(messages(open)).hasSize(2);
    }

    private static EventSubscription changed(EventSubscription old, boolean active, Optional<Instant> endsAt) {
        return new EventSubscription(
                old.id(),
                old.accountId(),
                old.name(),
                old.filter(),
                old.webhook(),
                active,
                old.pause(),
                old.createdAt(),
                NOON,
                old.enabledAt(),
                endsAt,
                false,
                old.afterEvent(),
                0);
    }

    @Test
    void aPriceCrossesOnceUntilItHasComeBackByTheHysteresis() throws Exception {
        var level = new BigDecimal("0.5");
        long above = subscribers.stream(new PriceCrossing(MARKET, Direction.ABOVE, level, BigDecimal.TEN), NOON);
        long below = subscribers.stream(
                new PriceCrossing(MARKET.turned(), Direction.BELOW, new BigDecimal("2"), BigDecimal.TEN), NOON);
        // It begins above the level, comes back, crosses, swings around the level, comes back by 10 %, and crosses
        // again.
        long[] cents = {60, 44, 55, 49, 51, 46, 50, 44, 50};
        for (int i = 0; i < cents.length; i++) {
            store(EventKind.TRADES_STORED, trade(i, cents[i], 100));
            // A sender that begins anew knows on which side the price is.
            matching().step();
        }

        assertThat(messages(above))
                .extracting(Delivery::happenedAt)
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(8));
        assertThat(messages(below))
                .extracting(Delivery::happenedAt)
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(8));
        assertThat(data(messages(above).getFirst()).get("price").asText()).isEqualTo("0.55");
        assertThat(data(messages(above).getFirst()).get("level").asText()).isEqualTo("0.5");
        assertThat(data(messages(below).getFirst()).get("trade").get("base").asText())
                .isEqualTo(USD.sep11());
    }

    @Test
    void dustCrossesNoPrice() {
        db.execute("insert into dust_floor (floor_stroops) values (20000001)");
        long above = subscribers.stream(
                new PriceCrossing(MARKET, Direction.ABOVE, new BigDecimal("0.5"), BigDecimal.ZERO), NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 4));
        store(EventKind.TRADES_STORED, trade(2, 3, 4));
        matching.step();
        assertThat(messages(above)).isEmpty();
    }

    @Test
    void aMarketIsNewAtItsFirstLiveTradeAndNotWhenABackfillFindsIt() throws Exception {
        long any = subscribers.stream(new NewMarkets(Optional.empty()), NOON);
        long ofEur = subscribers.stream(new NewMarkets(Optional.of(EUR)), NOON);
        store(EventKind.TRADES_BACKFILLED, aTrade(50, 0, NOON.minusSeconds(100), EUR, USD, new Price(1, 1)));
        matching.step();
        store(EventKind.TRADES_STORED, aTrade(110, 0, NOON, EUR, USD, new Price(1, 1)));
        store(EventKind.TRADES_STORED, trade(11, 1, 2), trade(12, 1, 2));
        matching.step();
        store(EventKind.TRADES_STORED, aTrade(120, 0, NOON.plusSeconds(20), XLM, EUR, new Price(1, 1)));
        matching().step();
        store(EventKind.TRADES_STORED, trade(21, 1, 2));
        matching().step();

        assertThat(messages(any))
                .extracting(Delivery::happenedAt)
                .containsExactly(NOON.plusSeconds(11), NOON.plusSeconds(20));
        assertThat(messages(ofEur)).extracting(Delivery::happenedAt).containsExactly(NOON.plusSeconds(20));
        assertThat(data(messages(ofEur).getFirst()).get("counter").asText()).isEqualTo(EUR.sep11());
    }

    @Test
    void noMarketIsCalledNewWhileABackfillMayFindItsOlderTrades() throws Exception {
        var backfills = new BackfillStore();
        long any = subscribers.stream(new NewMarkets(Optional.empty()), NOON);
        db.database().commit(tx -> backfills.begin(tx, new PagingToken("99-0"), NOON.minusSeconds(3600)));
        store(EventKind.TRADES_STORED, aTrade(110, 0, NOON.plusSeconds(10), EUR, USD, new Price(1, 1)));
        matching.step();
        db.database().commit(tx -> backfills.complete(tx, backfills.open(tx).orElseThrow(), NOON));
        store(EventKind.TRADES_STORED, aTrade(120, 0, NOON.plusSeconds(20), EUR, USD, new Price(1, 1)));
        store(EventKind.TRADES_STORED, aTrade(130, 0, NOON.plusSeconds(30), XLM, EUR, new Price(1, 1)));
        matching.step();

        assertThat(messages(any)).extracting(Delivery::happenedAt).containsExactly(NOON.plusSeconds(30));
    }

    @Test
    void aMarketThatCameWhileNobodySubscribedIsNotNew() {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        long any = subscribers.stream(new NewMarkets(Optional.empty()), NOON);
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        store(EventKind.TRADES_STORED, aTrade(110, 0, NOON.plusSeconds(10), XLM, EUR, new Price(1, 1)));
        matching().step();

        assertThat(messages(any)).extracting(Delivery::happenedAt).containsExactly(NOON.plusSeconds(10));
    }

    @Test
    void aCandleIsReportedWhenItsTimeIsStoredAndItsTradesAreSummed() throws Exception {
        liveTo(NOON);
        matching.step();
        long minutes = subscribers.stream(new ClosedCandles(MARKET, CandleInterval.MINUTE), NOON);
        long turned = subscribers.stream(new ClosedCandles(MARKET.turned(), CandleInterval.FIVE_MINUTES), NOON);
        store(EventKind.TRADES_STORED, trade(10, 1, 2), trade(50, 3, 4), trade(70, 1, 4));
        liveTo(NOON.plusSeconds(59));
        sumCandles();
        matching.step();
        assertThat(messages(minutes)).as("the minute is not over").isEmpty();

        liveTo(NOON.plusSeconds(75));
        store(EventKind.TRADES_STORED, trade(30, 9, 10));
        matching.step();
        assertThat(messages(minutes)).as("a trade is not summed yet").isEmpty();
        sumCandles();
        matching.step();
        matching().step();
        assertThat(messages(minutes)).hasSize(1);
        JsonNode candle = data(messages(minutes).getFirst());
        assertThat(candle.get("open_time").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(candle.get("high").asText()).isEqualTo("0.9");
        assertThat(candle.get("close").asText()).isEqualTo("0.75");
        assertThat(candle.get("trade_count").asInt()).isEqualTo(3);

        liveTo(NOON.plusSeconds(60 * 7));
        matching.step();
        assertThat(messages(minutes)).as("an empty minute has no candle").hasSize(2);
        assertThat(messages(turned)).hasSize(1);
        assertThat(data(messages(turned).getFirst()).get("low").asText()).startsWith("1.11111");
        assertThat(data(messages(turned).getFirst()).get("trade_count").asInt()).isEqualTo(4);
    }

    /** Writes that the live stream has passed an instant. */
    private static void liveTo(Instant at) {
        long ledger = 1000 + Duration.between(NOON, at).toSeconds();
        db.database().commit(tx -> {
            tx.update(
                    "insert into ledger (sequence, closed_at) values (?, ?), (?, ?) on conflict do nothing",
                    (int) ledger,
                    at,
                    (int) ledger + 1,
                    at.plusSeconds(1));
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken(((ledger + 1) << 32) + "-0")));
        });
    }

    private static void sumCandles() {
        var candles = new CandleStore();
        db.database().commit(tx -> {
            var dirty = candles.take(tx, 1000);
            if (dirty.size() > 0) {
                candles.make(tx, dirty);
            }
        });
    }

    @Test
    void aGapAndADisagreementAreReported() throws Exception {
        long gaps = subscribers.stream(new Gaps(), NOON);
        long audits = subscribers.stream(new Disagreements(), NOON);
        db.database()
                .commit(tx -> events.append(
                        tx,
                        new Event(EventKind.GAP_FOUND, new TreeSet<>(), Optional.empty(), "two hours are missing")));
        db.execute("""
                insert into audit_window (hour, state, reason, decided_at)
                values ('2026-03-01 10:00+00', 'disagreed', 'one trade more', '2026-03-01 13:00:01+00'),
                    ('2026-03-01 09:00+00', 'disagreed', 'before', '2026-03-01 11:59:59+00'),
                    ('2026-03-01 11:00+00', 'agreed', '', '2026-03-01 13:00:02+00')
                """);
        matching.step();
        matching().step();

        assertThat(messages(gaps)).hasSize(1);
        assertThat(data(messages(gaps).getFirst()).get("detail").asText()).isEqualTo("two hours are missing");
        assertThat(messages(audits)).hasSize(1);
        assertThat(data(messages(audits).getFirst()).get("reason").asText()).isEqualTo("one trade more");
    }

    private void append(EventKind kind) {
        db.database().commit(tx -> events.append(tx, new Event(kind, new TreeSet<>(), Optional.empty(), "changed")));
    }

    @Test
    void anAssetIsReportedWhenItIsListedByItsCodeAndDomain() throws Exception {
        long any = subscribers.stream(new NewAssets(Optional.empty(), Optional.empty()), NOON);
        long ofCode = subscribers.stream(new NewAssets(Optional.of("USD"), Optional.empty()), NOON);
        long ofDomain = subscribers.stream(new NewAssets(Optional.empty(), Optional.of("bank.example")), NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2), aTrade(90, 0, NOON, XLM, EUR, new Price(1, 1)));
        matching.step();
        db.execute("""
                update asset set listed_at = '2026-02-01 00:00:00+00' where type = 'native';
                update asset set listed_at = '2026-03-01 13:00:01+00', toml_url = 'https://Bank.example/.well-known/stellar.toml'
                where code = 'EURT';
                update asset set listed_at = '2026-03-01 13:00:02+00', toml_url = 'no url' where code = 'USD'
                """);
        append(EventKind.ASSET_CHANGED);
        matching.step();
        append(EventKind.ASSET_CHANGED);
        matching().step();

        assertThat(messages(any)).hasSize(2);
        assertThat(data(messages(any).getFirst()).toString())
                .isEqualTo("{\"asset\":\"" + EUR.sep11() + "\",\"domain\":\"bank.example\"}");
        assertThat(messages(ofCode)).hasSize(1);
        assertThat(data(messages(ofCode).getFirst()).get("asset").asText()).isEqualTo(USD.sep11());
        assertThat(messages(ofDomain)).hasSize(1);
    }

    @Test
    void aChangeOfAnAssetIsReportedWithWhatChanged() throws Exception {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        long usd = subscribers.stream(new AssetChanges(USD), NOON);
        long native_ = subscribers.stream(new AssetChanges(XLM), NOON);
        matching.step();
        append(EventKind.ASSET_CHANGED);
        matching.step();
        assertThat(messages(usd)).as("another asset changed").isEmpty();
        db.execute("update asset set is_valid = true, status = 'live' where code = 'USD'");
        append(EventKind.ASSET_CHANGED);
        // A sender that begins anew knows how the asset was.
        matching().step();
        db.execute(
                "insert into asset_toml (asset_id, toml_url, named_by, entry) select asset_id, 'x', 'code', '{\"name\": \"a\"}' from asset where code = 'USD'");
        append(EventKind.ASSET_CHANGED);
        matching.step();

        assertThat(messages(usd)).hasSize(2);
        assertThat(data(messages(usd).getFirst()).get("changed").toString()).isEqualTo("[\"is_valid\",\"status\"]");
        assertThat(data(messages(usd).getFirst()).get("status").asText()).isEqualTo("live");
        assertThat(data(messages(usd).getLast()).get("changed").toString()).isEqualTo("[\"toml\"]");
        assertThat(messages(native_)).isEmpty();
    }

    @Test
    void aChangeIsReportedWithItsEventAlsoWhenTheAssetIsComparedBefore() throws Exception {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        long usd = subscribers.stream(new AssetChanges(USD), NOON);
        matching.step();
        db.execute("update asset set is_valid = true where code = 'USD'");
        subscribers.stream(new AssetChanges(XLM), NOON);
        matching.step();
        matching().step();
        append(EventKind.ASSET_CHANGED);
        matching.step();

        assertThat(messages(usd)).hasSize(1);
        assertThat(data(messages(usd).getFirst()).get("changed").toString()).isEqualTo("[\"is_valid\"]");
    }

    @Test
    void howAnAssetWasIsForgottenWhenNobodyWatchesItAnyMore() {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching.step();
        long first = subscribers.stream(new AssetChanges(USD), NOON);
        long other = subscribers.stream(new AssetChanges(XLM), NOON);
        matching.step();
        subscribers.delete(first, NOON);
        matching.step();
        assertThat(db.rows("select code from sender_asset join asset using (asset_id)"))
                .containsExactly(XLM.code());
        db.execute("update asset set is_valid = true where code = 'USD'");
        append(EventKind.ASSET_CHANGED);
        matching.step();
        long second = subscribers.stream(new AssetChanges(USD), NOON);
        matching.step();
        append(EventKind.ASSET_CHANGED);
        matching.step();
        assertThat(messages(second)).as("it changed before").isEmpty();
        subscribers.delete(second, NOON);
        subscribers.delete(other, NOON);
        matching.step();

        assertThat(db.rows("select * from sender_asset")).isEmpty();
    }

    @Test
    void aVolumeBeyondItsBoundAndAStaleFeedAreReportedOnceUntilTheyWereWithin() throws Exception {
        liveTo(NOW.minusSeconds(10));
        long volume = subscribers.stream(new Volume(MARKET, Duration.ofHours(2), new BigDecimal("3")), NOON);
        long turned = subscribers.stream(new Volume(MARKET.turned(), Duration.ofHours(2), new BigDecimal("100")), NOON);
        long feed = subscribers.stream(new StaleFeed(Duration.ofMinutes(1)), NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        matching().step();
        assertThat(messages(volume)).as("2 XLM").isEmpty();
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        matching().step();
        matching().step();
        assertThat(messages(volume)).hasSize(1);
        assertThat(data(messages(volume).getFirst()).get("base_volume").asText())
                .isEqualTo("4");
        assertThat(messages(turned)).isEmpty();
        assertThat(messages(feed)).isEmpty();

        now = NOW.plusSeconds(120);
        matching().step();
        matching().step();
        assertThat(messages(feed)).hasSize(1);
        assertThat(data(messages(feed).getFirst()).get("complete_to").asText())
                .isEqualTo(NOW.minusSeconds(10).toString());
        liveTo(now.minusSeconds(5));
        matching().step();
        now = NOW.plusSeconds(600);
        matching().step();
        assertThat(messages(feed)).hasSize(2);
        assertThat(messages(volume)).as("it was beyond all the time").hasSize(1);
        now = NOON.plus(Duration.ofHours(3));
        matching().step();
        store(EventKind.TRADES_STORED, trade(10_700, 1, 2), trade(10_701, 1, 2));
        matching().step();
        assertThat(messages(volume)).as("it was within, and is beyond again").hasSize(2);
    }

    @Test
    void aTestIsAMessageOfItsOwnAndAReplayTheOldOnesOnceMore() {
        long subscription =
                subscribers.webhook(new Trades(MARKET, Optional.empty()), "https://example.com/", false, NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2), trade(2, 1, 2), trade(3, 1, 2));
        matching.step();
        db.execute("update delivery set state = 'delivered', tries = 1, attempts = 1, next_at = null");
        var replays = new ReplayStore();
        db.database().commit(tx -> {
            replays.add(tx, request(subscription, true, Optional.empty(), Optional.empty()));
            replays.add(
                    tx,
                    request(subscription, false, Optional.of(NOON.plusSeconds(2)), Optional.of(NOON.plusSeconds(3))));
        });
        matching.step();
        matching.step();

        assertThat(messages(subscription))
                .extracting(Delivery::type, Delivery::state)
                .containsExactly(
                        tuple("trade", DeliveryState.DELIVERED),
                        tuple("trade", DeliveryState.WAITING),
                        tuple("trade", DeliveryState.DELIVERED),
                        tuple("test", DeliveryState.WAITING));
        int waiting = db.database().transaction(tx -> replays.countWaiting(tx, subscription));
        assertThat(waiting).isZero();
    }

    @Test
    void aReplayOfARangeIsDoneInPartsThatASenderThatBeginsAnewGoesOnWith() {
        long subscription =
                subscribers.webhook(new Trades(MARKET, Optional.empty()), "https://example.com/", false, NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2), trade(2, 1, 2), trade(3, 1, 2), trade(4, 1, 2), trade(5, 1, 2));
        matching.step();
        db.execute("update delivery set state = 'delivered', tries = 1, attempts = 1, next_at = null");
        var replays = new ReplayStore();
        db.database().commit(tx -> {
            replays.add(tx, request(subscription, false, Optional.of(NOON.plusSeconds(2)), Optional.of(NOW)));
            replays.add(tx, request(subscription, true, Optional.empty(), Optional.empty()));
        });

        assertThat(matching(new Matching.Bounds(2, Duration.ofSeconds(1), Backlog.Bounds.USUAL))
                        .step())
                .as("the other part and the test follow at once")
                .isTrue();
        assertThat(replayed(subscription)).containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(3));
        // A message that was sent in the meantime is not sent once more.
        db.execute("update delivery set state = 'delivered', next_at = null");
        assertThat(matching(new Matching.Bounds(2, Duration.ofSeconds(1), Backlog.Bounds.USUAL))
                        .step())
                .isTrue();
        assertThat(replayed(subscription)).containsExactly(NOON.plusSeconds(4), NOON.plusSeconds(5));
        assertThat(matching(new Matching.Bounds(2, Duration.ofSeconds(1), Backlog.Bounds.USUAL))
                        .step())
                .isTrue();
        assertThat(db.database().<Integer>transaction(tx -> replays.countWaiting(tx, subscription)))
                .isEqualTo(1);
        assertThat(matching(new Matching.Bounds(2, Duration.ofSeconds(1), Backlog.Bounds.USUAL))
                        .step())
                .isTrue();
        assertThat(matching(new Matching.Bounds(2, Duration.ofSeconds(1), Backlog.Bounds.USUAL))
                        .step())
                .isFalse();

        assertThat(replayed(subscription)).containsExactly(NOON.plusSeconds(4), NOON.plusSeconds(5), NOW);
        assertThat(db.rows("select deliveries from replay_result order by number"))
                .containsExactly("2", "2", "0", "1");
    }

    private static Matching.Bounds bounds(Backlog.Bounds backlog) {
        return new Matching.Bounds(5_000, Duration.ofSeconds(1), backlog);
    }

    private Trade[] trades(int from, int number) {
        return IntStream.range(from, from + number)
                .mapToObj(second -> trade(second, 1, 2))
                .toArray(Trade[]::new);
    }

    @Test
    void messagesBeyondTheBoundsAreDroppedAndCounted_untilThereIsRoomAgain() {
        var filter = new Trades(MARKET, Optional.empty());
        long first = subscribers.webhook(filter, "https://example.com/", false, NOON);
        long second = subscribers.webhook(filter, "https://example.org/", false, NOON);
        long stream = subscribers.stream(filter, NOON);
        Matching bounded = matching(bounds(new Backlog.Bounds(5, 8, 1_000, 1, 1_000)));

        store(EventKind.TRADES_STORED, trades(1, 4));
        bounded.step();
        store(EventKind.TRADES_STORED, trades(5, 4));
        bounded.step();
        assertThat(messages(first).size() + messages(second).size())
                .as("eight for the account")
                .isEqualTo(8);
        assertThat(messages(stream)).as("they do not wait").hasSize(8);
        assertThat(db.rows("select sum(messages) from subscription_dropped")).containsExactly("8");

        // A replay brings no new rows, and takes no room.
        db.execute("update delivery set state = 'delivered', attempts = 1, tries = 1 where state = 'waiting'");
        db.database()
                .commit(tx -> new ReplayStore()
                        .add(tx, request(first, false, Optional.of(NOON), Optional.of(NOON.plusSeconds(60)))));
        now = NOW.plusSeconds(11);
        bounded = matching(bounds(new Backlog.Bounds(5, 8, 1_000, 1, 1_000)));
        bounded.step();
        store(EventKind.TRADES_STORED, trades(9, 3));
        bounded.step();
        assertThat(messages(first).stream().map(Delivery::happenedAt))
                .contains(NOON.plusSeconds(9), NOON.plusSeconds(10), NOON.plusSeconds(11));
        assertThat(db.rows("select sum(messages) from subscription_dropped"))
                .as("none more")
                .containsExactly("8");
        store(EventKind.TRADES_STORED, trades(12, 3));
        bounded.step();
        assertThat(messages(first).stream()
                        .filter(message -> message.happenedAt().isAfter(NOON.plusSeconds(8))))
                .as("five for the subscription, or less for the account")
                .hasSizeLessThanOrEqualTo(5);
        assertThat(db.rows("select count(*) from delivery where state = 'waiting' and attempts = 0"))
                .containsExactly("8");
    }

    @Test
    void whileTooMuchWaitsInAllAnAccountGetsFewMessages_andNoneGetsMoreThanSoManyOfAMinute() {
        var filter = new Trades(MARKET, Optional.empty());
        long webhook = subscribers.webhook(filter, "https://example.com/", false, NOON);
        Matching bounded = matching(bounds(new Backlog.Bounds(100, 100, 3, 4, 1_000)));
        store(EventKind.TRADES_STORED, trades(1, 6));
        bounded.step();
        assertThat(messages(webhook)).hasSize(4);

        long stream = subscribers.stream(filter, NOON);
        bounded = matching(bounds(new Backlog.Bounds(100, 100, 100, 4, 5)));
        store(EventKind.TRADES_STORED, trades(60, 4));
        bounded.step();
        store(EventKind.TRADES_STORED, trades(120, 2));
        bounded.step();
        assertThat(messages(stream).size() + messages(webhook).size() - 4)
                .as("five of one minute, four of the next")
                .isEqualTo(9);
    }

    @Test
    void windowsAreSummedInSlices_eachOnceALook() throws Exception {
        liveTo(NOW.minusSeconds(10));
        var bound = new BigDecimal("3");
        var all = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            all.add(subscribers.stream(new Volume(MARKET, Duration.ofHours(2 + i), bound), NOON));
        }
        long same = subscribers.stream(new Volume(MARKET, Duration.ofHours(2), bound), NOON);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        // A slice of nothing has one window.
        var ticking = new TestClock(now);
        Matching sliced = matching(new Matching.Bounds(5_000, Duration.ZERO, Backlog.Bounds.USUAL), ticking);
        sliced.step();
        assertThat(db.rows("select count(*) from subscription_state"))
                .as("both of the first window")
                .containsExactly("2");
        sliced.step();
        assertThat(db.rows("select count(*) from subscription_state"))
                .as("a second has not passed")
                .containsExactly("2");
        ticking.set(now.plusSeconds(1));
        sliced.step();
        ticking.set(now.plusSeconds(2));
        sliced.step();
        assertThat(db.rows("select count(*) from subscription_state")).containsExactly("4");
        store(EventKind.TRADES_STORED, trade(2, 1, 2));
        ticking.set(now.plusSeconds(3));
        sliced.step();
        assertThat(messages(same)).as("the next look is after ten seconds").isEmpty();
        for (int second = 10; second < 13; second++) {
            ticking.set(now.plusSeconds(second));
            sliced.step();
        }
        assertThat(messages(same)).hasSize(1);
        all.forEach(id -> assertThat(messages(id)).hasSize(1));
    }

    @Test
    void tenThousandWindowsDoNotHoldUpTrades() {
        liveTo(NOW.minusSeconds(10));
        long trades = subscribers.stream(new Trades(MARKET, Optional.empty()), NOON);
        db.execute("""
                insert into subscription (account_id, name, type, base, counter, minimum, seconds, delivery, created_at,
                    changed_at, enabled_at, after_event, revision)
                select account_id, '', 'volume', base, counter, 1000, 60 + n, 'stream', created_at, changed_at, enabled_at, 0,
                    revision + n
                from subscription
                cross join generate_series(1, 10000) as n;
                update subscription_revision set revision = revision + 10000;
                """);
        Matching usual = matching(Matching.Bounds.USUAL);
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        usual.step();
        assertThat(messages(trades)).hasSize(1);
        int looked = Integer.parseInt(
                db.rows("select count(*) from subscription_state").getFirst());
        assertThat(looked).as("as many as a fifth of a second allows").isBetween(1, 9_999);
    }

    private void book(Instant asOf, Optional<Price> bid, Optional<Price> ask) {
        var book = new OrderBookSummary(
                MARKET.isNormalised() ? MARKET : MARKET.turned(), 1, BigDecimal.ONE, bid, 1, BigDecimal.ONE, ask, asOf);
        db.database().commit(tx -> new OrderBookStore().save(tx, book));
        now = asOf.plusSeconds(1);
    }

    private static Optional<Price> price(long n) {
        return Optional.of(new Price(n, 100));
    }

    @Test
    void aSpreadAboveItsBoundInEachBookOfAWindowIsReportedOnce() throws Exception {
        store(EventKind.TRADES_STORED, trade(1, 1, 2));
        var window = Duration.ofMinutes(10);
        long wide = subscribers.stream(new Spread(MARKET.turned(), window, new BigDecimal("2")), NOON);
        long wider = subscribers.stream(new Spread(MARKET, window, new BigDecimal("5")), NOON);
        book(NOW, price(99), price(102));
        matching().step();
        book(NOW.plusSeconds(300), price(98), price(101));
        matching().step();
        assertThat(messages(wide)).as("three percent, but not for long enough").isEmpty();
        matching().step();
        now = NOW.plusSeconds(700);
        matching().step();
        assertThat(messages(wide)).as("no book has said so").isEmpty();

        book(NOW.plusSeconds(600), price(98), price(102));
        matching().step();
        book(NOW.plusSeconds(900), price(98), price(102));
        matching().step();
        assertThat(messages(wide)).hasSize(1);
        assertThat(messages(wider)).isEmpty();
        JsonNode found = data(messages(wide).getFirst());
        assertThat(found.get("spread_percent").asText()).isEqualTo("4");
        assertThat(found.get("since").asText()).isEqualTo(NOW.toString());
        assertThat(found.get("base").asText()).isEqualTo(MARKET.counter().sep11());

        book(NOW.plusSeconds(1_000), price(98), Optional.empty());
        matching().step();
        book(NOW.plusSeconds(1_100), price(98), price(102));
        matching().step();
        book(NOW.plusSeconds(1_690), price(98), price(102));
        matching().step();
        assertThat(messages(wide)).hasSize(1);
        book(NOW.plusSeconds(1_700), price(98), price(102));
        matching().step();
        assertThat(messages(wide)).as("it was within in between").hasSize(2);
    }

    private List<Instant> replayed(long subscription) {
        return messages(subscription).stream()
                .filter(message -> message.state() == DeliveryState.WAITING)
                .map(Delivery::happenedAt)
                .toList();
    }

    private static ReplayRequest request(
            long subscription, boolean test, Optional<Instant> from, Optional<Instant> to) {
        return new ReplayRequest(0, subscription, test, Optional.empty(), from, to, NOW);
    }
}
