package org.stellarticker.eventpublisher;

import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/** The program's settings. */
record PublisherConfig(KafkaConfig kafka, DatabaseAddress database) {

    static PublisherConfig read(Settings in) {
        return in.all(
                () -> new PublisherConfig(KafkaConfig.read(in), in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }
}
