package org.stellarticker.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.FinishedDays;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.objectstore.BucketServer;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;
import org.stellarticker.objectstore.StoreUnavailable;

class DayArchiverIT {

    private static final LocalDate DAY = FinishedDays.FIRST;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private FinishedDays days;
    private Archive archive;
    private DueDays due;
    private DayArchiver archiver;
    private ParquetProcess parquet;
    private LeaderElection leadership;

    @BeforeEach
    void prepare() {
        db.clear();
        days = new FinishedDays(db);
        archive = new Archive(ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive"))));
        parquet = new ParquetProcess(folder.resolve("work"), ParquetProcess.MEMORY, ParquetProcess.LONG);
        leadership = days.database.leadership("archiver");
        due = new DueDays(days.database, days.clock);
        archiver = new DayArchiver(days.database, leadership, archive, parquet, days.clock);
    }

    @AfterEach
    void end() {
        leadership.close();
    }

    private DayArchiver.Result archive(LocalDate day) {
        return archiver.archive(day, new Progress("days", days.clock)).orElseThrow();
    }

    @Test
    void archivesAFinishedDayOnce() {
        List<Trade> trades = days.finish(DAY, 3000);
        db.execute("update audit_window set reason = ' said \"x\", then\n\u00fc ' where hour = '2026-03-01 07:00Z'");
        assertThat(due.list()).extracting(DueDays.Day::day).containsExactly(DAY);
        assertThat(due.list().getFirst().waitsFor()).isEmpty();

        DayArchiver.Result result = archive(DAY);

        assertThat(result.trades()).isEqualTo(trades.size());
        assertThat(result.tradeSetHash()).isEqualTo(hashOf(trades));
        assertThat(due.list()).isEmpty();
        assertThat(files())
                .containsExactly(
                        "audit/day=2026-03-01/audit.parquet",
                        "candles_1m/day=2026-03-01/candles_1m.parquet",
                        "manifests/day=2026-03-01.json",
                        "trades/day=2026-03-01/trades.parquet");
        ArchiveManifest.Version version =
                archive.find(DAY).orElseThrow().published().orElseThrow();
        assertThat(version.audit().agreed()).isEqualTo(24);
        assertThat(version.file(ArchiveTable.AUDIT).rows()).isEqualTo(24);
        assertThat(archive(DAY).version()).as("nothing changed").isEqualTo(1);
    }

    @Test
    void waitsForTradesAuditAndCandles() {
        days.store(FinishedDays.tradesOf(DAY, 100), org.stellarticker.db.trade.TradeSource.STREAM);
        days.clock.set(ArchivedDayStore.end(DAY));
        assertThat(due.list().getFirst().waitsFor()).contains("its last trades");

        days.finish(DAY, 100);
        db.execute("update audit_window set state = 'pending' where hour = '2026-03-01 07:00Z'");
        assertThat(due.list().getFirst().waitsFor()).contains("the audit of the hour 2026-03-01T07:00:00Z");

        days.agree(DAY);
        db.execute("insert into change_mark (minute, trade_pair_id) values ('2026-03-01 07:00Z', 1)");
        assertThat(due.list().getFirst().waitsFor()).contains("its candles");
    }

    @Test
    void archivesARepairedDayAsAnotherVersionAndKeepsThePrevious() throws Exception {
        days.finish(DAY, 500);
        archive(DAY);
        byte[] previous = Files.readAllBytes(folder.resolve("archive/trades/day=2026-03-01/trades.parquet"));

        days.repair(Trades.aTrade(999, 0, ArchivedDayStore.begin(DAY).plusSeconds(3600)));
        assertThat(due.list()).extracting(DueDays.Day::day).containsExactly(DAY);
        DayArchiver.Result second = archive(DAY);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.trades()).isEqualTo(501);
        ArchiveManifest manifest = archive.find(DAY).orElseThrow();
        assertThat(manifest.versions())
                .extracting(ArchiveManifest.Version::version)
                .containsExactly(1, 2);
        assertThat(Files.readAllBytes(
                        folder.resolve("archive").resolve(ArchiveKeys.previous(ArchiveTable.TRADES, DAY, 1))))
                .isEqualTo(previous);
        archive.fetch(manifest, manifest.versions().getFirst(), ArchiveTable.TRADES, folder.resolve("previous"));
    }

    @Test
    void noticesAChangeWhoseEventIsGone() {
        days.finish(DAY, 100);
        archive(DAY);
        days.repair(Trades.aTrade(999, 0, ArchivedDayStore.begin(DAY).plusSeconds(3600)));
        db.execute("delete from event_log");

        assertThat(due.list()).extracting(DueDays.Day::day).containsExactly(DAY);
    }

    @Test
    void refusesAnObjectThatOthersChangedAndAManifestOfANewerForm() throws Exception {
        days.finish(DAY, 100);
        archive(DAY);
        Path trades = folder.resolve("archive/trades/day=2026-03-01/trades.parquet");
        Files.write(trades, new byte[] {1, 2, 3});
        ArchiveManifest manifest = archive.find(DAY).orElseThrow();

        assertThatThrownBy(() -> archive.fetch(
                        manifest, manifest.published().orElseThrow(), ArchiveTable.TRADES, folder.resolve("x")))
                .isInstanceOf(DamagedArchive.class)
                .hasMessageContaining("others changed it");
        Files.writeString(folder.resolve("archive/manifests/day=2026-03-01.json"), "{\"format\": 2}");
        assertThatThrownBy(() -> archive.find(DAY))
                .isInstanceOf(DamagedArchive.class)
                .hasMessageContaining("expected at most format 1, found 2");
    }

    @Test
    void archivesIntoABucketOnceItIsThere() throws Exception {
        try (var server = BucketServer.start(folder);
                ObjectStore bucket = ObjectStore.open(server.address("archive", "public/"))) {
            archive = new Archive(bucket);
            archiver = new DayArchiver(days.database, leadership, archive, parquet, days.clock);
            days.finish(DAY, 500);
            assertThatThrownBy(() -> archive(DAY))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("the bucket archive does not exist");
            assertThat(due.list()).hasSize(1);

            server.create("archive");
            assertThat(archive(DAY).version()).isEqualTo(1);
            days.repair(Trades.aTrade(999, 0, ArchivedDayStore.begin(DAY).plusSeconds(3600)));
            assertThat(archive(DAY).version()).isEqualTo(2);

            ArchiveManifest manifest = archive.find(DAY).orElseThrow();
            for (ArchiveManifest.Version version : manifest.versions()) {
                for (ArchiveTable table : ArchiveTable.values()) {
                    archive.fetch(manifest, version, table, folder.resolve("fetched"));
                }
            }
            assertThat(due.list()).isEmpty();
        }
    }

    @Test
    void exportsDaysAsText() {
        days.finish(DAY, 300);
        days.finish(DAY.plusDays(1), 200);
        archive(DAY);
        archive(DAY.plusDays(1));
        var text = new ByteArrayOutputStream();

        var export = new Export(archive, parquet, System.err);
        export.run(
                CommandLine.read(List.of("export", "--from", "2026-03-01", "--to", "2026-03-02")),
                new PrintStream(text, true, StandardCharsets.UTF_8));

        List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(501);
        assertThat(lines.getFirst()).startsWith("market,toid,trade_index,ledger_close_time,base,");
        assertThat(lines.subList(1, 501)).allMatch(line -> line.matches("[^,]+,\\d+,\\d,2026-03-0[12]T[0-9:]{8}Z,.*"));
        assertThatThrownBy(() -> export.run(
                        CommandLine.read(List.of("export", "--from", "2026-03-01", "--to", "2026-03-03")), System.err))
                .isInstanceOf(JobFailure.class)
                .hasMessage("the archive does not have 1 of 3 days, the first 2026-03-03");
    }

    @Test
    void putsADroppedDayBackOnceAndHasItAudited() {
        days.finish(DAY, 800);
        archive(DAY);
        days.finish(DAY.plusDays(1), 100);
        archive(DAY.plusDays(1));
        String values =
                "select toid, trade_index, ledger_close_time, trade_pair_id, base_amount, counter_amount, price_n, price_d,"
                        + " base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id, pool_fee_bp, base_is_seller,"
                        + " ingested_from, stored_at from trade where ledger_close_time < '2026-03-02 00:00Z' order by toid, trade_index";
        String candles =
                "select trade_pair_id, open_time, base_volume, counter_volume, trade_count, open_n, high_n, low_n, close_n"
                        + " from candle_1m where open_time < '2026-03-02 00:00Z' order by 1, 2";
        List<String> tradesBefore = db.rows(values);
        List<String> candlesBefore = db.rows(candles);
        drop(DAY);
        assertThat(db.rows(values)).isEmpty();

        long rows = restore(DAY);

        assertThat(rows).isEqualTo(800);
        assertThat(db.rows(values)).isEqualTo(tradesBefore);
        assertThat(db.rows("select count(*) from audit_window where state = 'pending'"))
                .containsExactly("24");
        assertThat(db.rows("select count(*) from retry_task where kind = 'audit_hour'"))
                .containsExactly("24");
        days.aggregate();
        assertThat(db.rows(candles)).isEqualTo(candlesBefore);
        assertThatThrownBy(() -> restore(DAY)).isInstanceOf(JobFailure.class).hasMessageContaining("was restored at");
        assertThatThrownBy(() -> restore(DAY.plusDays(1)))
                .isInstanceOf(JobFailure.class)
                .hasMessage("2026-03-02: its trades are stored; nothing was changed");
        assertThatThrownBy(() -> restore(DAY.plusDays(7)))
                .isInstanceOf(JobFailure.class)
                .hasMessage("the archive does not have 2026-03-08");

        days.agree(DAY);
        assertThat(archive(DAY).version())
                .as("the same trades are the same version")
                .isEqualTo(1);
        assertThat(due.list()).isEmpty();
    }

    private long restore(LocalDate day) {
        var restore = new DayRestore(archive, parquet, System.err);
        return restore.restore(days.database, day, days.clock.instant(), new StepProgress(System.err, false, 3));
    }

    /** Does what db-cleaner does with a day. */
    private void drop(LocalDate day) {
        days.database.commit(tx -> new RetentionWatermark().move(tx, ArchivedDayStore.end(day), Duration.ofSeconds(2)));
        new PartitionStore(days.database).drop(day, Duration.ofSeconds(2));
        db.execute("delete from candle_1m where open_time < '" + ArchivedDayStore.end(day) + "'");
        db.execute("delete from audit_window where hour < '" + ArchivedDayStore.end(day) + "'");
        db.execute("delete from ledger where closed_at < '" + ArchivedDayStore.end(day) + "'");
    }

    private List<String> files() {
        return archive.store().list("");
    }

    /** A second implementation, over the trades themselves. */
    private static String hashOf(List<Trade> trades) {
        BigInteger sum = BigInteger.ZERO;
        for (Trade given : trades) {
            Trade trade = given.normalised();
            String line = String.join(
                    ",",
                    String.valueOf(trade.id().toid()),
                    String.valueOf(trade.id().index()),
                    trade.ledgerCloseTime().toString(),
                    asset(trade.base()),
                    asset(trade.counter()),
                    String.valueOf(trade.base().amount().stroops()),
                    String.valueOf(trade.counter().amount().stroops()),
                    String.valueOf(trade.price().n()),
                    String.valueOf(trade.price().d()),
                    String.valueOf(trade.baseIsSeller()),
                    ((OfferParty) trade.base().party()).account().value(),
                    ((OfferParty) trade.counter().party()).account().value(),
                    "");
            try {
                sum = sum.add(new BigInteger(
                        1, MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8))));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
        return "%064x".formatted(sum.mod(BigInteger.TWO.pow(256)));
    }

    private static String asset(TradeSide side) {
        return side.asset().code() + ":" + side.asset().issuer();
    }
}
