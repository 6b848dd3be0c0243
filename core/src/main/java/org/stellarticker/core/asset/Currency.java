package org.stellarticker.core.asset;

import java.util.List;

/**
 * An asset as its issuer describes it: its entry in {@code [[CURRENCIES]]} of a stellar.toml (SEP-1). Missing texts are
 * empty, missing numbers are 0.
 *
 * @param anchorAssetCode the code of the asset that backs this one, such as {@code USD}
 * @param displayDecimals how many decimals to show; SEP-1 allows 0 to 7, but issuers publish other values, too
 * @param fixedNumber how many units exist, when the issuer fixed the number
 * @param maxNumber the upper limit of units
 * @param collateralAddresses addresses on other networks that hold the collateral
 */
public record Currency(
        String anchorAssetCode,
        String anchorAssetType,
        boolean isAssetAnchored,
        int displayDecimals,
        String name,
        String description,
        String conditions,
        long fixedNumber,
        long maxNumber,
        boolean isUnlimited,
        String redemptionInstructions,
        List<String> collateralAddresses,
        List<String> collateralAddressSignatures,
        String countries,
        String status) {

    /** The description of an asset whose issuer publishes none. */
    public static final Currency UNKNOWN = new Currency(
            "",
            "",
            /* isAssetAnchored= */ false,
            0,
            "",
            "",
            "",
            0,
            0,
            /* isUnlimited= */ false,
            "",
            List.of(),
            List.of(),
            "",
            "");

    public Currency {
        collateralAddresses = List.copyOf(collateralAddresses);
        collateralAddressSignatures = List.copyOf(collateralAddressSignatures);
    }
}
