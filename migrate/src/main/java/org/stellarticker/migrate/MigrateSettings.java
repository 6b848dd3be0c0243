package org.stellarticker.migrate;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

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
