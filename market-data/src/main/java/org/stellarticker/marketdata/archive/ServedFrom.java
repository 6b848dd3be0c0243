package org.stellarticker.marketdata.archive;

import java.util.Locale;

/** Where an answer was read. */
public enum ServedFrom {
    DATABASE,
    ARCHIVE,
    /** The older part from the archive, the newer one from the database. */
    BOTH;

    /** Returns the spelling of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
