package org.stellarticker.migrate;

import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.ProgramsRole;

/**
 * Waits for the database and migrates its schema.
 *
 * <p>Exits 0 when the schema is that of this release's programs. Otherwise prints one line with the reason, rolls back, and
 * exits 69 when the database cannot be reached, refuses the connection, is too old or has a newer schema, or 78 when the
 * settings cannot be used.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        OneShot.run("migrate", MigrateConfig::read, (config, _) -> {
            config.owner().ifPresent(owner -> Migration.of(owner).giveTo(new ProgramsRole(config.database())));
            Migration.of(config.database()).run();
            if (config.readOnlyRole()) {
                Migration.of(config.owner().orElse(config.database())).createReadOnlyRole();
            }
        });
    }
}
