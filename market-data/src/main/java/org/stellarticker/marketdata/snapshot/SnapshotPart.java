package org.stellarticker.marketdata.snapshot;

import org.stellarticker.core.asset.Asset;

/** A part of a snapshot that an answer asks for. */
public sealed interface SnapshotPart {

    /**
     * The trade statistics of the last hours, with the legacy sums.
     *
     * @param hours above 0
     */
    record Window(int hours) implements SnapshotPart {}

    /**
     * The exact trade statistics of each market in the last hours.
     *
     * @param hours above 0
     */
    record Markets(int hours) implements SnapshotPart {}

    /** The reason why an asset is valid or is not. */
    record AssetStatus(Asset asset) implements SnapshotPart {}

    /** Lists that are read whole. */
    enum Directory implements SnapshotPart {
        ASSETS,
        ISSUERS
    }
}
