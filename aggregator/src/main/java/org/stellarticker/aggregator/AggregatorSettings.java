package org.stellarticker.aggregator;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Gives the aggregator's settings to the check before a start. */
public final class AggregatorSettings implements ProgramSettings {

    @Override
    public String program() {
        return "aggregator";
    }

    @Override
    public void read(Settings in) {
        AggregatorConfig.read(in);
    }
}
