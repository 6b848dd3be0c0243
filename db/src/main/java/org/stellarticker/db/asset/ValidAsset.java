package org.stellarticker.db.asset;

import java.time.Instant;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;

/**
 * An asset whose markets appear.
 *
 * @param controlledByDomain whether the stellar.toml that describes it is its issuer's own
 * @param currency its issuer's description
 * @param issuerId its {@code issuer_id}
 * @param lastValidAt when it was last found valid
 */
public record ValidAsset(
        ListedAsset listed,
        boolean controlledByDomain,
        Currency currency,
        int issuerId,
        Issuer issuer,
        Instant lastValidAt) {}
