package org.stellarticker.db.discovery;

/**
 * How much is known; whatever became known since makes another one of it.
 *
 * @param newestAsset the highest id of an asset
 * @param validAssets how many assets are valid
 * @param markets how many markets traded in the last 7 days
 */
public record Known(int newestAsset, long validAssets, long markets) {}
