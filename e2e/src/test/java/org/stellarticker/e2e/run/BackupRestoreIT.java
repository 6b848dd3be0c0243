package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;

/** Backs up a run and restores it, by {@code ./ticker}, as an operator does. */
@Tag("long")
@Tag("backup")
class BackupRestoreIT {

    @RegisterExtension
    static final TestDatabase OUTSIDE = TestDatabase.withoutSchema();

    @TempDir
    Path folder;

    @Test
    void aBackupOfARunningDemo_isRestoredInsideAndOutside_withTheSameRows() throws Exception {
        Path backup = folder.resolve("backup.zip");
        try (var ticker = RunningTicker.demo(home("backed up"), Map.of("SANDBOX_HISTORY_TRADES", "40000"))) {
            var written = ticker.ticker("backup", backup.toString());
            assertThat(written.exit()).as(written.text()).isZero();
            assertThat(written.text()).contains("backed up ").contains(" rows of ");
            var refused = ticker.ticker("restore", "--demo", backup.toString());
            assertThat(refused.exit()).isEqualTo(75);
            assertThat(refused.text()).contains("nothing may write during a restore");
        }
        var inside = RunningTicker.notStarted(home("inside"), Map.of());
        var outside = RunningTicker.notStarted(home("outside"), Map.of("DATABASE_URL", OUTSIDE.url()));
        for (var restored : List.of(inside, outside)) {
            var said = restored.ticker("restore", "--demo", backup.toString());
            assertThat(said.exit()).as(said.text()).isZero();
            var again = restored.ticker("restore", "--demo", backup.toString());
            assertThat(again.exit()).as(again.text()).isEqualTo(69);
            assertThat(again.text()).contains("expected an empty one, found rows in ");
            Path copy = folder.resolve("copy.zip");
            var copied = restored.ticker("backup", "--demo", copy.toString());
            assertThat(copied.exit()).as(copied.text()).isZero();
            assertThat(BackupManifest.tables(copy))
                    .isEqualTo(BackupManifest.tables(backup))
                    .hasSizeGreaterThan(30);
        }
    }

    private Path home(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }
}
