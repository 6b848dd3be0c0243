package org.stellarticker.e2e.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.query.ArchiveQueries;
import org.stellarticker.archive.query.DayVersion;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.FinishedDays;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.archive.AllTimeCandles;
import org.stellarticker.marketdata.archive.AllTimeTrades;
import org.stellarticker.marketdata.archive.AllTimeVwaps;
import org.stellarticker.marketdata.archive.ServedFrom;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.part.TradesPart;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.snapshot.ArchiveReader;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** Days are archived by archiver, dropped by db-cleaner, and answered as if all were stored. */
class ArchivedDaysIT {

    /** Days that db-cleaner leaves in the database. */
    private static final int KEPT = 8;

    private static final Instant BEGIN = ArchivedDayStore.begin(FinishedDays.FIRST);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private FinishedDays days;
    private Instant end = BEGIN;

    @BeforeEach
    void prepare() {
        days = new FinishedDays(db);
    }

    @Test
    @Tag("long")
    @Tag("archive")
    void thirtyDaysAreAnsweredAsIfAllWereStored() throws Exception {
        archiveDropAndAsk(30);
    }

    @Test
    @Tag("short")
    void threeDroppedDaysAreAnsweredAsIfAllWereStored() throws Exception {
        archiveDropAndAsk(KEPT + 3);
    }

    private void archiveDropAndAsk(int count) throws Exception {
        end = BEGIN.plus(Duration.ofDays(count));
        for (int i = 0; i < count; i++) {
            days.finish(FinishedDays.FIRST.plusDays(i), 300);
        }
        List<TradePair> pairs = days.between(BEGIN, end).stream()
                .map(Trade::pair)
                .distinct()
                .limit(6)
                .toList();
        Clock clock = Clock.fixed(end, ZoneOffset.UTC);
        var before = new SnapshotCache(days.database::snapshot, clock);
        List<List<MarketCandle>> candles =
                pairs.stream().map(pair -> candles(before, pair)).toList();
        archiveAll(count);
        Process cleaner = run(
                "org.stellarticker.dbcleaner.Main",
                Map.of("ARCHIVE_REQUIRED", "true", "CANDLE_1M_DAYS", String.valueOf(KEPT)),
                "run");
        assertThat(cleaner.waitFor()).isZero();
        List<DayPartition> kept = days.database.snapshot(new PartitionStore(days.database)::list);
        assertThat(kept.getFirst().day()).isEqualTo(FinishedDays.FIRST.plusDays(count - KEPT));

        var snapshots = new SnapshotCache(days.database::snapshot, clock, Optional.of(reader()));
        for (TradePair pair : pairs) {
            assertThat(page(snapshots, pair, PageOrder.ASCENDING)).isEqualTo(truth(pair));
            assertThat(page(snapshots, pair.turned(), PageOrder.DESCENDING))
                    .isEqualTo(truth(pair.turned()).reversed());
        }
        compareSums(new AllTimeVwaps(snapshots), pairs);
        assertThat(pairs.stream().map(pair -> candles(snapshots, pair)).toList())
                .isEqualTo(candles);
    }

    /** The candles of 15 minutes of a market, page by page. */
    private List<MarketCandle> candles(SnapshotCache snapshots, TradePair pair) {
        var candles = new AllTimeCandles(snapshots);
        var found = new ArrayList<MarketCandle>();
        Optional<Instant> next = Optional.of(BEGIN);
        while (next.isPresent()) {
            AllTimeCandles.Page page = candles.read(
                    new CandlesPart(pair, CandleInterval.FIFTEEN_MINUTES, next, Optional.of(end), 300, false));
            assertThat(page.missing()).isEmpty();
            found.addAll(page.candles().candles());
            next = page.candles().next();
        }
        return found;
    }

    /** The trades of a market in its asked direction, in their order. */
    private List<Trade> truth(TradePair asked) {
        return days.between(BEGIN, end).stream()
                .map(trade -> trade.pair().equals(asked) ? trade : trade.turned())
                .filter(trade -> trade.pair().equals(asked))
                .sorted(Comparator.comparing(Trade::id))
                .toList();
    }

    private List<Trade> page(SnapshotCache snapshots, TradePair pair, PageOrder order) {
        var trades = new AllTimeTrades(snapshots);
        var found = new ArrayList<Trade>();
        Optional<TradeId> next = Optional.empty();
        do {
            AllTimeTrades.Page page = trades.read(
                    new TradesPart(pair, new TradeQuery(order, next, Optional.of(BEGIN), Optional.of(end), 400)));
            assertThat(page.missing()).isEmpty();
            assertThat(page.trades().coverage().orElseThrow().complete()).isTrue();
            page.trades().page().trades().forEach(trade -> found.add(trade.trade()));
            next = page.trades().page().next();
        } while (next.isPresent());
        return found;
    }

    private void compareSums(AllTimeVwaps vwaps, List<TradePair> pairs) {
        var random = new Random(30);
        long dropped = Duration.between(BEGIN, end).minusDays(KEPT).toSeconds();
        for (int i = 0; i < 20; i++) {
            TradePair pair = pairs.get(random.nextInt(pairs.size()));
            TradePair asked = random.nextBoolean() ? pair : pair.turned();
            Instant from = BEGIN.plusSeconds(random.nextLong(dropped));
            Instant to = from.plusSeconds(
                    1 + random.nextLong(Duration.between(from, end).toSeconds()));
            AllTimeVwaps.Sums sums = vwaps.over(new VwapPart(asked, from, to));

            List<Trade> within = truth(asked).stream()
                    .filter(trade -> !trade.ledgerCloseTime().isBefore(from)
                            && trade.ledgerCloseTime().isBefore(to))
                    .toList();
            assertThat(sums.tradeCount())
                    .as("%s from %s to %s", asked, from, to)
                    .isEqualTo(within.size());
            assertThat(sums.baseVolume())
                    .isEqualByComparingTo(within.stream()
                            .map(trade ->
                                    BigDecimal.valueOf(trade.base().amount().stroops(), 7))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(sums.counterVolume())
                    .isEqualByComparingTo(within.stream()
                            .map(trade ->
                                    BigDecimal.valueOf(trade.counter().amount().stroops(), 7))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(sums.servedFrom()).isNotEqualTo(ServedFrom.DATABASE);
            assertThat(sums.complete()).isTrue();
        }
    }

    private void archiveAll(int count) throws Exception {
        Process archiver = run("org.stellarticker.archiver.Main", Map.of("ARCHIVE_INTERVAL", "1s"));
        try {
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> days.database
                                    .snapshot(tx -> new ArchivedDayStore().list(tx))
                                    .size()
                            == count);
        } finally {
            archiver.destroyForcibly().waitFor();
        }
    }

    private ArchiveReader reader() {
        var store = ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive")));
        var queries = new ArchiveQueries(new Archive(store), folder.resolve("cache"), Clock.systemUTC());
        return (table, parts, most, sql) -> queries.rows(
                ArchiveTable.of(table),
                parts.stream()
                        .map(archived -> archived.stream()
                                .map(day -> new DayVersion(day.day(), day.version(), day.archivedAt()))
                                .toList())
                        .toList(),
                most,
                sql);
    }

    private Process run(String main, Map<String, String> settings, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("DATABASE_URL", db.url());
        builder.environment().put("ARCHIVE_URL", folder.resolve("archive").toString());
        builder.environment()
                .put(
                        "TICKER_STATE",
                        Files.createDirectories(folder.resolve("state")).toString());
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(main + ".log").toFile())
                .start();
    }
}
