package org.stellarticker.graphqlserver.fetch;

import org.stellarticker.core.asset.Asset;

/** Something that a query asks for; all that one query asks for is read in one snapshot. */
public sealed interface Wanted {

    /**
     * What was traded in the last hours.
     *
     * @param hours from 1 to 168
     */
    record Window(int hours) implements Wanted {}

    /** How an asset stands. */
    record Standing(Asset asset) implements Wanted {}

    /** Lists that are read whole. */
    enum Directory implements Wanted {
        ASSETS,
        ISSUERS
    }
}
