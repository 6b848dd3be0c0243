package org.stellarticker.graphqlserver;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * A read replica, from which answers are read.
 *
 * @param maxLag how old its rows may be before the program says that it is degraded
 */
record ReplicaConfig(DatabaseAddress address, Duration maxLag) {

    static Optional<ReplicaConfig> find(Settings in) {
        Duration maxLag = in.duration("REPLICA_MAX_LAG", Duration.ofSeconds(30));
        return in.findSecret("DATABASE_READ_URL", DatabaseAddress::parseForReads)
                .map(address -> new ReplicaConfig(address, maxLag));
    }
}
