package org.stellarticker.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.core.process.ProgramProcess;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.FinishedDays;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** Kills of the program at random moments leave no wrong file, and the last run archives all days. */
class KilledArchiverIT {

    private static final int DAYS = 6;
    private static final long SEED = Long.getLong("kill.seed", 20_261_129);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    @Tag("archive")
    void leavesNoWrongFileAtTwentyMoments() throws Exception {
        killAndCheck(20);
    }

    @Test
    @Tag("short")
    void leavesNoWrongFile() throws Exception {
        killAndCheck(5);
    }

    private void killAndCheck(int kills) throws Exception {
        var days = new FinishedDays(db);
        for (int i = 0; i < DAYS; i++) {
            days.finish(FinishedDays.FIRST.plusDays(i), 4000);
        }
        var archive = new Archive(ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive"))));
        var random = new Random(SEED);
        for (int kill = 0; kill < kills; kill++) {
            Process archiver = start(kill);
            // From its start, before which nothing happens, to the middle of some day.
            archiver.waitFor(500 + random.nextInt(5000), TimeUnit.MILLISECONDS);
            archiver.destroyForcibly().waitFor();
            check(archive);
            if (kill % 5 == 4) {
                // Another version of a day, also while its first one may not be there yet.
                LocalDate day = FinishedDays.FIRST.plusDays(random.nextInt(DAYS));
                days.repair(Trades.aTrade(
                        900 + kill, kill, ArchivedDayStore.begin(day).plusSeconds(7200)));
            }
        }
        Process last = start(kills);
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> new DueDays(days.database, days.clock).list().isEmpty());
        } finally {
            last.destroyForcibly().waitFor();
        }
        check(archive);
        assertThat(archive.listDays()).hasSize(DAYS);
        for (LocalDate day : archive.listDays()) {
            long rows = archive.find(day)
                    .orElseThrow()
                    .published()
                    .orElseThrow()
                    .file(ArchiveTable.TRADES)
                    .rows();
            assertThat(rows)
                    .isEqualTo(days.between(ArchivedDayStore.begin(day), ArchivedDayStore.end(day))
                            .size());
        }
    }

    /** Each published version's files are there and whole, and what the database noted is published. */
    private void check(Archive archive) {
        Map<LocalDate, Integer> noted = new HashMap<>();
        db.database()
                .snapshot(tx -> new ArchivedDayStore().list(tx))
                .forEach(day -> noted.put(day.day(), day.version()));
        for (LocalDate day : archive.listDays()) {
            ArchiveManifest manifest = archive.find(day).orElseThrow();
            for (ArchiveManifest.Version version : manifest.versions()) {
                if (version.isPublished()) {
                    for (ArchiveTable table : ArchiveTable.values()) {
                        archive.fetch(manifest, version, table, folder.resolve("checked"));
                    }
                }
            }
            manifest.published()
                    .ifPresent(version ->
                            assertThat(version.version()).isGreaterThanOrEqualTo(noted.getOrDefault(day, 0)));
            assertThat(noted.containsKey(day) && manifest.published().isEmpty()).isFalse();
        }
    }

    private Process start(int number) throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        return ProgramProcess.start(
                Main.class,
                Map.of(
                        "DATABASE_URL", db.url(),
                        "ARCHIVE_URL", folder.resolve("archive").toString(),
                        "ARCHIVE_INTERVAL", "1s",
                        "TICKER_STATE", state.toString()),
                folder.resolve("archiver-" + number + ".log"));
    }
}
