package org.stellarticker.sandbox;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Offers the settings of the sandbox to the check before the start. */
public final class SandboxSettings implements ProgramSettings {

    @Override
    public String program() {
        return "sandbox";
    }

    @Override
    public void read(Settings in) {
        SandboxConfig.read(in);
    }
}
