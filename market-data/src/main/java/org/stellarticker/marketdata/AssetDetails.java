package org.stellarticker.marketdata;

import java.util.Optional;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.ValidAsset;

/**
 * An asset with its status and what its issuer publishes.
 *
 * @param status whether it is listed and valid, and why not
 * @param valid what its issuer publishes of it; empty when it is not valid
 */
public record AssetDetails(AssetStatus status, Optional<ValidAsset> valid) {}
