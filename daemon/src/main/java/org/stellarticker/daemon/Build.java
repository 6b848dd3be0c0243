package org.stellarticker.daemon;

import java.util.Optional;

/** Which build runs. */
final class Build {

    private Build() {}

    /** The version in our jar's manifest; {@code development} when run from class files. */
    static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
