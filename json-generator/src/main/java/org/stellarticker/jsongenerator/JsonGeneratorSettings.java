package org.stellarticker.jsongenerator;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the json-generator to the check before the start. */
public final class JsonGeneratorSettings implements ProgramSettings {

    @Override
    public String program() {
        return "json-generator";
    }

    @Override
    public void read(Settings in) {
        JsonGeneratorConfig.read(in);
    }
}
