package org.stellarticker.daemon;

import java.util.Optional;

/** The version of the running program. */
final class Build {

    private Build() {}

    /** Returns the version in the jar's manifest; {@code development} when run from class files. */
    static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
