package org.stellarticker.archiver;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Gives archiver's settings to the check before a start. */
public final class ArchiverSettings implements ProgramSettings {

    @Override
    public String program() {
        return "archiver";
    }

    @Override
    public void read(Settings in) {
        ArchiverConfig.read(in);
    }
}
