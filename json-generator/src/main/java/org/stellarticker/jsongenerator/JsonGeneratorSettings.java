package org.stellarticker.jsongenerator;

import org.stellarticker.daemon.ProgramSettings;
import org.stellarticker.daemon.Settings;

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
