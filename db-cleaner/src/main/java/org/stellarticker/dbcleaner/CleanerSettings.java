package org.stellarticker.dbcleaner;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Gives db-cleaner's settings to the check before a start. */
public final class CleanerSettings implements ProgramSettings {

    @Override
    public String program() {
        return "db-cleaner";
    }

    @Override
    public void read(Settings in) {
        CleanerConfig.read(in);
    }
}
