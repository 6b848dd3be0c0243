package org.stellarticker.db.discovery;

/**
 * The numbers of known assets and markets; a new asset or market changes them.
 *
 * @param newestAsset the highest id of an asset
 * @param validAssets how many assets are valid
 * @param markets how many markets traded in the last 7 days
 */
public record Known(int newestAsset, long validAssets, long markets) {}
