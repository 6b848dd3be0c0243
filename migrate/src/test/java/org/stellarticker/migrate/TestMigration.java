package org.stellarticker.migrate;

import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;

/** Migrates a test's database to a version. */
public final class TestMigration {

    private TestMigration() {}

    public static void to(DatabaseAddress address, SchemaVersion version) {
        Migration.of(address).to(version);
    }
}
