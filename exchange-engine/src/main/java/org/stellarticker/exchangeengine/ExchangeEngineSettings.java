package org.stellarticker.exchangeengine;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the program to the check before the start. */
public final class ExchangeEngineSettings implements ProgramSettings {

    @Override
    public String program() {
        return "exchange";
    }

    @Override
    public void read(Settings in) {
        ExchangeEngineConfig.read(in);
    }
}
