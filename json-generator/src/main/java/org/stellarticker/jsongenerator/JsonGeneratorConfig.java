package org.stellarticker.jsongenerator;

import java.nio.file.Path;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * The settings of the program.
 *
 * @param state the run's folder; the files go to its subfolder {@code www}
 */
record JsonGeneratorConfig(DatabaseAddress database, Path state) {

    static JsonGeneratorConfig read(Settings in) {
        return in.all(() -> new JsonGeneratorConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse), in.read("TICKER_STATE", Path::of)));
    }

    /** Returns the folder that nginx serves. */
    Path www() {
        return state.resolve("www");
    }

    /** Returns the folder for a native library while it is loaded. */
    Path nativeLibraries() {
        return state.resolve("run").resolve("json-generator");
    }
}
