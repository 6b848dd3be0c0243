package org.stellarticker.migrate;

import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * The program's settings.
 *
 * @param database address of the programs' role
 * @param owner a superuser's address of the same database, for creating the programs' role; empty for a database of one's own
 * @param readOnlyRole whether to create the role for reading
 */
record MigrateConfig(DatabaseAddress database, Optional<DatabaseAddress> owner, boolean readOnlyRole) {

    static MigrateConfig read(Settings in) {
        return in.all(() -> new MigrateConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.findSecret("DATABASE_ADMIN_URL", DatabaseAddress::parse),
                in.flag("READ_ONLY_ROLE", "false")));
    }
}
