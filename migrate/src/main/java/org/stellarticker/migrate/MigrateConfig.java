package org.stellarticker.migrate;

import java.util.Optional;
import org.stellarticker.daemon.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * The program's settings.
 *
 * @param database by which the programs use it
 * @param owner a superuser's address of the same database, where it is ours: by it the programs' role is made
 */
record MigrateConfig(DatabaseAddress database, Optional<DatabaseAddress> owner) {

    static MigrateConfig read(Settings in) {
        return in.all(() -> new MigrateConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.findSecret("DATABASE_ADMIN_URL", DatabaseAddress::parse)));
    }
}
