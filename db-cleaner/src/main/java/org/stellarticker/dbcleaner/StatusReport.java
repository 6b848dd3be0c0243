package org.stellarticker.dbcleaner;

import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.stellarticker.daemon.ProgramStatus;
import org.stellarticker.db.Database;
import org.stellarticker.db.status.ProgramReport;
import org.stellarticker.db.status.ProgramStatusStore;

/** Keeps the program's status in the database, for those who ask over HTTP. */
final class StatusReport implements Consumer<ProgramStatus> {

    private final Database database;
    private final ProgramStatusStore reports = new ProgramStatusStore();

    StatusReport(Database database) {
        this.database = database;
    }

    @Override
    public void accept(ProgramStatus status) {
        var report = new ProgramReport(
                status.program(),
                status.instance(),
                status.state().word(),
                status.detail(),
                status.lastProgress(),
                OptionalDouble.empty(),
                status.build(),
                status.at());
        database.commit(tx -> reports.save(tx, report));
    }
}
