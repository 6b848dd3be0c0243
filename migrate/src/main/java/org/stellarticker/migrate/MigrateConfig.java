package org.stellarticker.migrate;

import org.stellarticker.daemon.Settings;
import org.stellarticker.db.DatabaseAddress;

/** The program's settings. */
record MigrateConfig(DatabaseAddress database) {

    static MigrateConfig read(Settings in) {
        return in.all(() -> new MigrateConfig(in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }
}
