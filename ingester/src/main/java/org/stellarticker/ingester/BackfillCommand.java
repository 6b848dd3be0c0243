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
 * {@code ingester backfill --from TIME --to TIME}: asks for a range of the past, which the ingester that runs reads, or the
 * next one that starts.
 */
final class BackfillCommand {

    static final String NAME = "backfill";

    private static final int WRONG_USE = 64;

    private BackfillCommand() {}

    @SuppressWarnings("SystemOut") // What was asked for is the answer, not a log.
    static void run(List<String> arguments) {
        var faults = new ArrayList<String>();
        Optional<BackfillRange> range =
                BackfillRange.read(arguments, OneShot.clock().instant(), faults);
        if (range.isEmpty()) {
            faults.forEach(fault -> System.err.println("ingester backfill: " + fault));
            System.exit(WRONG_USE);
        } else {
            OneShot.run("ingester", BackfillCommand::database, (address, _) -> ask(address, range.get()));
        }
    }

    private static DatabaseAddress database(Settings in) {
        return in.all(() -> in.secret("DATABASE_URL", DatabaseAddress::parse));
    }

    @SuppressWarnings("SystemOut")
    private static void ask(DatabaseAddress address, BackfillRange range) {
        try (var database = Database.open(address, "ingester backfill")) {
            SchemaVersion.check(database);
            new BackfillRequests(database).ask(range.from(), range.to());
            System.out.println("asked for the trades from " + range.from() + " to " + range.to()
                    + "; the ingester reads them when it runs, and its status says how far it is");
        }
    }
}
