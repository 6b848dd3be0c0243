package org.stellarticker.db.asset;

import java.time.Instant;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;

/**
 * An asset whose markets appear.
 *
 * @param controlledByDomain whether the stellar.toml that tells of it is its issuer's own
 * @param currency what its issuer tells of it
 * @param issuerId the number of its issuer's row
 * @param lastValidAt when it was last found to be valid
 */
public record ValidAsset(
        ListedAsset listed,
        boolean controlledByDomain,
        Currency currency,
        int issuerId,
        Issuer issuer,
        Instant lastValidAt) {}
