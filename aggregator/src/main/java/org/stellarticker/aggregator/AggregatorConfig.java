package org.stellarticker.aggregator;

import org.stellarticker.daemon.Settings;
import org.stellarticker.db.DatabaseAddress;

/** The program's settings. */
record AggregatorConfig(DatabaseAddress database) {

    static AggregatorConfig read(Settings in) {
        return in.all(() -> new AggregatorConfig(in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }
}
