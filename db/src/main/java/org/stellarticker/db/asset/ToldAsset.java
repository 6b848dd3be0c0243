package org.stellarticker.db.asset;

import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;

/**
 * What the stellar.toml that an issuer links to tells of an asset.
 *
 * @param controlledByDomain whether that toml is the issuer's own
 * @param currency {@link Currency#UNTOLD} when the toml does not name the asset
 */
public record ToldAsset(Asset asset, boolean controlledByDomain, Currency currency, Issuer issuer) {}
