package org.stellarticker.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveKeys;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.FinishedDays;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** What makes another version of a day, what must not, and that no version is lost. */
class DayVersionsIT {

    private static final LocalDate DAY = FinishedDays.FIRST;
    private static final String TRADES = ArchiveKeys.current(ArchiveTable.TRADES, DAY);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private FinishedDays days;
    private Archive archive;
    private DueDays due;
    private LeaderElection leadership;
    private DayArchiver archiver;

    @BeforeEach
    void prepare() {
        db.clear();
        days = new FinishedDays(db);
        archive = new Archive(ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive"))));
        var parquet = new ParquetProcess(folder.resolve("work"), ParquetProcess.MEMORY, ParquetProcess.LONG);
        due = new DueDays(days.database, days.clock);
        leadership = days.database.leadership("archiver");
        archiver = new DayArchiver(days.database, leadership, archive, parquet, days.clock);
        days.finish(DAY, 200);
    }

    @AfterEach
    void end() {
        leadership.close();
    }

    private DayArchiver.Result archive() {
        return archiver.archive(DAY, new Progress("days", days.clock)).orElseThrow();
    }

    private void repair(long ledger) {
        days.repair(Trades.aTrade(ledger, 0, ArchivedDayStore.begin(DAY).plusSeconds(ledger)));
    }

    private Path path(String key) {
        return folder.resolve("archive").resolve(key);
    }

    /** The look that found it ready was another snapshot than the one that is written. */
    @Test
    void aDayThatWaitsAgainIsNotArchived() {
        assertThat(due.list().getFirst().waitsFor()).isEmpty();
        db.execute("update audit_window set state = 'pending' where hour = '2026-03-01 07:00Z'");

        assertThat(archiver.archive(DAY, new Progress("days", days.clock))).isEmpty();

        assertThat(archive.store().list("")).isEmpty();
        assertThat(db.rows("select day from archived_day")).isEmpty();
    }

    @Test
    void aCopyThatLostTheLeadPutsNothing() {
        try (var other = days.database.leadership("archiver")) {
            assertThat(other.tryLead()).isTrue();

            assertThatThrownBy(this::archive).isInstanceOf(DayArchiver.LostLead.class);
        }

        assertThat(archive.store().list("")).isEmpty();
        assertThat(db.rows("select day from archived_day")).isEmpty();
    }

    @Test
    void anOlderStateDoesNotReplaceANewerOne() {
        archive();
        ArchivedDay noted = noted();
        var store = new ArchivedDayStore();

        days.database.commit(tx -> store.save(tx, noted.currentAt(noted.eventPosition() - 1)));
        assertThat(noted()).isEqualTo(noted);

        days.database.commit(tx -> store.save(tx, noted.currentAt(noted.eventPosition() + 1)));
        assertThat(noted().eventPosition()).isEqualTo(noted.eventPosition() + 1);
    }

    private ArchivedDay noted() {
        return days.database
                .snapshot(tx -> new ArchivedDayStore().find(tx, DAY))
                .orElseThrow();
    }

    @Test
    void aVersionWhoseObjectOthersChangedIsNotReplaced() throws Exception {
        archive();
        repair(900);
        Files.writeString(path(TRADES), "other");

        assertThatThrownBy(this::archive)
                .isInstanceOf(DamagedArchive.class)
                .hasMessageContaining(TRADES + ": expected SHA-256");
        assertThat(path(TRADES)).hasContent("other");
    }

    @Test
    void whatLiesWhereAVersionIsKeptIsComparedWithIt() throws Exception {
        archive();
        byte[] first = Files.readAllBytes(path(TRADES));
        Path beside = path(ArchiveKeys.previous(ArchiveTable.TRADES, DAY, 1));
        Files.createDirectories(beside.getParent());
        Files.writeString(beside, "cut");
        repair(900);

        assertThat(archive().version()).isEqualTo(2);
        assertThat(beside).hasBinaryContent(first);
    }

    @Test
    void noVersionHasTheNumberOfAnotherOneThoughTheManifestIsGone() throws Exception {
        archive();
        repair(900);
        archive();
        byte[] first = Files.readAllBytes(path(ArchiveKeys.previous(ArchiveTable.TRADES, DAY, 1)));
        Files.delete(path(ArchiveKeys.manifest(DAY)));

        assertThat(archive().version()).as("the database notes the second").isEqualTo(3);
        Files.delete(path(ArchiveKeys.manifest(DAY)));
        db.execute("delete from archived_day");
        assertThat(archive().version()).as("the first is kept").isEqualTo(2);
        assertThat(path(ArchiveKeys.previous(ArchiveTable.TRADES, DAY, 1))).hasBinaryContent(first);
    }

    /** Such as by another dust floor: it makes candles anew, and no event says so. */
    @Test
    void otherPricesOfCandlesAreAnotherVersionAndOtherRevisionsAreNot() {
        archive();
        db.execute("update candle_1m set revision = revision + 1; delete from event_log;"
                + " update event_position set position = position + 1");
        assertThat(due.list()).hasSize(1);
        assertThat(archive().version()).isEqualTo(1);

        db.execute("update candle_1m set revision = revision + 1, dust_count = trade_count, ex_dust_open_n = null,"
                + " ex_dust_open_d = null, ex_dust_high_n = null, ex_dust_high_d = null, ex_dust_low_n = null,"
                + " ex_dust_low_d = null, ex_dust_close_n = null, ex_dust_close_d = null;"
                + " update event_position set position = position + 1");
        assertThat(due.list()).hasSize(1);
        assertThat(archive().version()).isEqualTo(2);
        assertThat(due.list()).isEmpty();
    }

    @Test
    void aDayThatIsProvenCurrentByItsRevisionsIsNotSummedEachTime() {
        archive();
        var proven = new ArrayList<ArchivedDay>();
        due.list(proven::add);
        assertThat(proven).as("the log has all events").isEmpty();

        db.execute("delete from event_log; update event_position set position = position + 5");
        assertThat(due.list(proven::add)).isEmpty();
        assertThat(proven).hasSize(1);
        proven.forEach(archiver::note);

        proven.clear();
        assertThat(due.list(proven::add)).isEmpty();
        assertThat(proven).isEmpty();
    }

    @Test
    void aDayThatFailsHoldsNoOtherBack() throws Exception {
        days.finish(DAY.plusDays(1), 100);
        Path manifest = path(ArchiveKeys.manifest(DAY));
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, "null");
        var progress = new Progress("days", days.clock);

        new Archiving(
                        leadership,
                        due,
                        archiver,
                        new WorkContext(progress, days.clock, new Stop()),
                        new ArchiverMetrics(new SimpleMeterRegistry()))
                .run();

        assertThat(db.rows("select day from archived_day")).containsExactly("2026-03-02");
        assertThat(progress.report().state()).isEqualTo(ProgramState.DEGRADED);
        assertThat(progress.report().detail()).contains("manifests/day=2026-03-01.json: is not a manifest");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        archive();
        var parquet = new ParquetProcess(folder, ParquetProcess.MEMORY, ParquetProcess.LONG);
        for (String format : List.of("csv", "ndjson", "parquet")) {
            var line = CommandLine.read(
                    List.of("export", "--from", "2026-03-01", "--to", "2026-03-01", "--format", format));
            assertThatThrownBy(() -> new Export(archive, parquet, System.err).run(line, full()))
                    .as(format)
                    .isInstanceOf(JobFailure.class)
                    .hasMessageStartingWith("cannot write to standard output");
        }
        assertThatThrownBy(() ->
                        new Verification(archive, parquet, System.err).run(CommandLine.read(List.of("verify")), full()))
                .isInstanceOf(JobFailure.class)
                .hasMessageStartingWith("cannot write to standard output");
    }

    private static PrintStream full() {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int oneByte) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    @Test
    void restoresOnlyADayThatIsDroppedWholly() {
        archive();
        db.execute("delete from trade");
        assertThatThrownBy(this::restore)
                .isInstanceOf(JobFailure.class)
                .hasMessage("2026-03-01: expected a day before the retention watermark, which has not moved yet;"
                        + " nothing was changed");

        db.execute("insert into retention_watermark (watermark_at) values ('2026-03-02Z')");
        assertThatThrownBy(this::restore)
                .isInstanceOf(JobFailure.class)
                .hasMessage("2026-03-01: db-cleaner has not dropped its table yet; nothing was changed");

        new PartitionStore(days.database).drop(DAY, Duration.ofSeconds(2));
        assertThat(restore()).isEqualTo(200);
    }

    private long restore() {
        var parquet = new ParquetProcess(folder, ParquetProcess.MEMORY, ParquetProcess.LONG);
        return new DayRestore(archive, parquet, System.err)
                .restore(days.database, DAY, days.clock.instant(), new StepProgress(System.err, false, 3));
    }

    @Test
    void aManifestThatLacksSomethingIsRefusedInOneLine() throws Exception {
        archive();
        Path manifest = path(ArchiveKeys.manifest(DAY));
        String whole = Files.readString(manifest);
        for (String broken : List.of(
                "null",
                "[]",
                "{\"format\": 1}",
                whole.replace("\"day\" : \"2026-03-01\"", "\"day\" : \"2026-03-02\""),
                whole.replace("\"candles_1m\"", "\"candles\""),
                whole.replaceAll("\"sha256\" : \"[0-9a-f]+\"", "\"sha256\" : null"),
                whole.replaceAll("\"tradeSetHash\" : \"[0-9a-f]+\"", "\"tradeSetHash\" : null"))) {
            Files.writeString(manifest, broken);

            assertThatThrownBy(() -> archive.find(DAY))
                    .as(broken)
                    .isInstanceOf(DamagedArchive.class)
                    .hasMessageContaining("manifests/day=2026-03-01.json: is not a manifest: ");
        }
        Files.writeString(path("manifests/day=x.json"), whole);
        assertThatThrownBy(() -> archive.listDays())
                .isInstanceOf(DamagedArchive.class)
                .hasMessage("manifests/day=x.json: is not the manifest of a day such as day=2026-11-01");
    }
}
