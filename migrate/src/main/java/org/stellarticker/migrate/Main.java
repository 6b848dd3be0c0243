package org.stellarticker.migrate;

import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.ProgramsRole;

/**
 * Waits for the database and brings its schema up to date.
 *
 * <p>Exits 0 when the schema is the one that the programs of this release work with, else with one line that tells why
 * not: 69 when the database cannot be reached, lets us not in, is too old or has a newer schema, 78 when the settings
 * cannot be used. What it began is rolled back then.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        OneShot.run("migrate", MigrateConfig::read, (config, _) -> {
            config.owner().ifPresent(owner -> Migration.of(owner).giveTo(new ProgramsRole(config.database())));
            Migration.of(config.database()).run();
        });
    }
}
