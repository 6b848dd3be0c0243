package org.stellarticker.eventpublisher;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Gives event-publisher's settings to the check before a start. The program does not run without an address of Kafka. */
public final class PublisherSettings implements ProgramSettings {

    @Override
    public String program() {
        return "event-publisher";
    }

    @Override
    public void read(Settings in) {
        in.all(() -> KafkaConfig.find(in));
    }
}
