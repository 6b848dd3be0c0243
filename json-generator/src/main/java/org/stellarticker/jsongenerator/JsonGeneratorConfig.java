package org.stellarticker.jsongenerator;

import java.nio.file.Path;
import org.stellarticker.daemon.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * What the program is told.
 *
 * @param state the run's folder; the files go to {@code www} in it
 */
record JsonGeneratorConfig(DatabaseAddress database, Path state) {

    static JsonGeneratorConfig read(Settings in) {
        return in.all(() -> new JsonGeneratorConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse), in.read("TICKER_STATE", Path::of)));
    }

    /** What nginx serves. */
    Path www() {
        return state.resolve("www");
    }

    /** Where a native library lies while it is loaded. */
    Path nativeLibraries() {
        return state.resolve("run").resolve("json-generator");
    }
}
