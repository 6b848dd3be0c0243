package org.stellarticker.db.discovery;

import org.stellarticker.core.asset.Asset;

/** An asset and its id; a later asset has a higher one. */
public record KnownAsset(int id, Asset asset) {}
