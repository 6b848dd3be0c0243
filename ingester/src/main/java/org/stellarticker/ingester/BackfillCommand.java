package org.stellarticker.ingester;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.ingester.trade.BackfillRequests;

/**
 * {@code ingester backfill --from TIME --to TIME}: requests a backfill, which the running ingester reads, or the next one
 * that starts.
 */
final class BackfillCommand {

    static final String NAME = "backfill";

    private static final int WRONG_USE = 64;

    private BackfillCommand() {}

    @SuppressWarnings("SystemOut") // The answer to the operator, not a log.
    static void run(List<String> arguments) {
        var faults = new ArrayList<String>();
        Optional<BackfillRange> range =
                BackfillRange.read(arguments, OneShot.clock().instant(), faults);
        if (range.isEmpty()) {
            faults.forEach(fault -> System.err.println("ingester backfill: " + fault));
            System.exit(WRONG_USE);
        } else {
            OneShot.run("ingester", BackfillCommand::database, (address, _) -> enqueue(address, range.get()));
        }
    }

    private static DatabaseAddress database(Settings in) {
        return in.all(() -> in.secret("DATABASE_URL", DatabaseAddress::parse));
    }

    @SuppressWarnings("SystemOut")
    private static void enqueue(DatabaseAddress address, BackfillRange range) {
        try (var database = Database.open(address, "ingester backfill")) {
            SchemaVersion.check(database);
            new BackfillRequests(database).enqueue(range.from(), range.to());
            System.out.println("requested the trades from " + range.from() + " to " + range.to()
                    + "; the ingester reads them when it runs, and its status shows the progress");
        }
    }
}
