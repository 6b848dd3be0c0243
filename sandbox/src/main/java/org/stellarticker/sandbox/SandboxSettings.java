package org.stellarticker.sandbox;

import org.stellarticker.daemon.ProgramSettings;
import org.stellarticker.daemon.Settings;

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
