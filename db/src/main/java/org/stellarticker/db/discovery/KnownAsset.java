package org.stellarticker.db.discovery;

import org.stellarticker.core.asset.Asset;

/** An asset and its id; whichever became known later has the higher one. */
public record KnownAsset(int id, Asset asset) {}
