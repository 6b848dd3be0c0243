package org.stellarticker.migrate;

import org.stellarticker.daemon.ProgramSettings;
import org.stellarticker.daemon.Settings;

/** Gives the migration's settings to the check before a start. */
public final class MigrateSettings implements ProgramSettings {

    @Override
    public String program() {
        return "migrate";
    }

    @Override
    public void read(Settings in) {
        MigrateConfig.read(in);
    }
}
