package org.stellarticker.aggregator;

import java.time.Clock;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;

/**
 * {@code aggregator rebuild}: makes candles anew from raw trades and compares, beside the running aggregator. A candle that
 * differs from its trades is reported as a fault, and made anew.
 */
final class RebuildCommand {

    static final String NAME = "rebuild";

    private RebuildCommand() {}

    static void run() {
        OneShot.run("aggregator", AggregatorConfig::read, RebuildCommand::rebuild);
    }

    @SuppressWarnings("SystemOut") // The answer to the operator, not a log.
    private static void rebuild(AggregatorConfig config, Clock clock) {
        try (var database = Database.open(config.database(), "aggregator rebuild");
                var leadership = database.leadership("aggregator")) {
            SchemaVersion.check(database);
            var rebuild = new Rebuild(database, leadership, clock, System.out::println);
            rebuild.bindFloor(config.dustFloor());
            if (rebuild.compare() > 0) {
                throw new IllegalStateException(
                        "candles differed from their trades; they are being made anew: run rebuild again to check them");
            }
        }
    }
}
