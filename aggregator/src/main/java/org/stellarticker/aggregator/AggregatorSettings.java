package org.stellarticker.aggregator;

import org.stellarticker.daemon.ProgramSettings;
import org.stellarticker.daemon.Settings;

/** Offers the settings of the aggregator to the check before a start. */
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
