package org.stellarticker.db.asset;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;

/**
 * What is known of an asset.
 *
 * @param valid whether its issuer's stellar.toml could be read, so that its markets appear in the legacy files
 * @param holdings as Horizon lists them; empty for an asset that is not listed, such as the native one
 * @param flags of its issuer, as Horizon lists them; empty for an asset that is not listed
 * @param name by its issuer's word; empty for none
 * @param description by its issuer's word; empty for none
 * @param organisation the name of its issuer; empty for none
 * @param domain where its issuer's stellar.toml is; empty for none
 */
public record AssetProfile(
        Asset asset,
        boolean valid,
        Optional<AssetHoldings> holdings,
        Optional<AssetFlags> flags,
        String name,
        String description,
        String organisation,
        String domain) {}
