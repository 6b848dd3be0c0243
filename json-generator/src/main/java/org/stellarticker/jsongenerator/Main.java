package org.stellarticker.jsongenerator;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.status.ProgramStatusStore;

/**
 * Writes the legacy ticker's files, {@code markets.json} and {@code assets.json}, whenever their content changes, and the
 * files of listing sites on schedules.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("json-generator", JsonGeneratorConfig::read, (config, daemon) -> {
            var database = daemon.open(Database.open(config.database(), "json-generator"));
            SchemaVersion.check(database);
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

            new PublicationWiring(config, daemon, database, Brotli.load(config.nativeLibraries())).wire();
        });
    }
}
