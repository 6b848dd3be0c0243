package org.stellarticker.exchangegateway;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the gateway to the check before a start. */
public final class GatewaySettings implements ProgramSettings {

    @Override
    public String program() {
        return Main.PROGRAM;
    }

    @Override
    public void read(Settings in) {
        GatewayConfig.read(in);
    }
}
