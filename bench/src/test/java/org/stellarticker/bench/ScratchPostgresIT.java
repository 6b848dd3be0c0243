package org.stellarticker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.TestDatabase;

class ScratchPostgresIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void theProgramsCanConnectWithTheirOwnRole() {
        String role = "bench_programs_" + ProcessHandle.current().pid();
        var programs = DatabaseAddress.parse(database.url()
                .replaceFirst("user=\\w+", "user=" + role)
                .replaceFirst("password=\\w+", "password=some"));

        ScratchPostgres.migrate(database.address(), programs);

        try (Database opened = Database.open(programs, "test")) {
            String user = opened.snapshot(tx -> tx.get("select current_user::text", row -> row.getString(1)));
            assertThat(user).isEqualTo(role);
        }
    }
}
