/**
 * Lists the assets of the network and decides which are valid. {@link org.stellarticker.ingester.asset.AssetRound} stores
 * Horizon's list of assets; {@link org.stellarticker.ingester.asset.TomlRound} fetches the tomls of their issuers and stores the
 * metadata that these hold.
 */
@NullMarked
package org.stellarticker.ingester.asset;

import org.jspecify.annotations.NullMarked;
