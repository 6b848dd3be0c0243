package org.stellarticker.db.asset;

import java.math.BigDecimal;
import org.stellarticker.core.asset.Asset;

/**
 * An asset as Horizon's {@code /assets} lists it.
 *
 * @param numAccounts authorized accounts that hold it
 * @param amount what these hold, in units
 * @param tomlUrl link to the issuer's stellar.toml, empty when there is none
 * @param valid whether its markets are to appear
 */
public record ListedAsset(
        Asset asset,
        long numAccounts,
        BigDecimal amount,
        boolean authRequired,
        boolean authRevocable,
        String tomlUrl,
        boolean valid) {}
