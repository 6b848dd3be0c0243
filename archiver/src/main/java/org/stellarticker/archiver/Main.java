package org.stellarticker.archiver;

import java.time.Duration;
import java.util.List;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** Archives each day that is finished, complete and audited, and again when it changes. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            Daemon.run("archiver", ArchiverConfig::read, Main::wire);
        }
        ArchiveCommand.run(List.of(args));
    }

    private static void wire(ArchiverConfig config, Daemon daemon) {
        var database = daemon.open(Database.openForOneLoop(config.database(), "archiver"));
        SchemaVersion.check(database);
        var reports = new ProgramStatusStore();
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));
        var metrics = new ArchiverMetrics(daemon.metrics());
        if (config.store().isEmpty()) {
            daemon.progress("days").finished("off: ARCHIVE_URL is not set");
            return;
        }
        StoreAddress address = config.store().get();
        var archive = new Archive(daemon.open(ObjectStore.open(address)));
        var parquet = new ParquetProcess(config.work(), ParquetProcess.MEMORY, ParquetProcess.LONG);
        var days = new DueDays(database, daemon.clock());
        var leadership = daemon.open(database.leadership("archiver"));
        var archiver = new DayArchiver(database, leadership, archive, parquet, daemon.clock());
        daemon.progress("days").stalledAfter(ParquetProcess.LONG.plus(Duration.ofMinutes(1)));
        daemon.every(
                config.interval(), "days", new Archiving(leadership, days, archiver, daemon.work("days"), metrics));
    }
}
