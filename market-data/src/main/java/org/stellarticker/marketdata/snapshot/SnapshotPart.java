package org.stellarticker.marketdata.snapshot;

import org.stellarticker.core.asset.Asset;

/** A part of a snapshot that an answer asks for. */
public sealed interface SnapshotPart {

    /**
     * What was traded in the last hours, with the legacy sums.
     *
     * @param hours above 0
     */
    record Window(int hours) implements SnapshotPart {}

    /**
     * What was traded in the last hours on each market, exactly.
     *
     * @param hours above 0
     */
    record Markets(int hours) implements SnapshotPart {}

    /** Why an asset is valid or is not. */
    record AssetStatus(Asset asset) implements SnapshotPart {}

    /** Lists that are read whole. */
    enum Directory implements SnapshotPart {
        ASSETS,
        ISSUERS
    }
}
