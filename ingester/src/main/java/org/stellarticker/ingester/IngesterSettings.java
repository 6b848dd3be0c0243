package org.stellarticker.ingester;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the ingester to the check before a start. */
public final class IngesterSettings implements ProgramSettings {

    @Override
    public String program() {
        return "ingester";
    }

    @Override
    public void read(Settings in) {
        IngesterConfig.read(in);
    }
}
