package org.stellarticker.db.asset;

import java.time.Instant;

/**
 * An asset whose markets appear.
 *
 * @param anchorAssetCode what the asset stands for, by its issuer's word; empty when unknown
 * @param lastValidAt when it was last found to be valid
 */
public record ValidAsset(ListedAsset listed, String anchorAssetCode, String anchorAssetType, Instant lastValidAt) {}
