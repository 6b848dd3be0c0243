package org.stellarticker.aggregator;

import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * The program's settings.
 *
 * @param dustFloor in stroops; a trade is dust when one of its amounts is below it
 */
record AggregatorConfig(DatabaseAddress database, int dustFloor) {

    static AggregatorConfig read(Settings in) {
        return in.all(() -> new AggregatorConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.integer("DUST_FLOOR_STROOPS", 1000, 0, Integer.MAX_VALUE)));
    }
}
