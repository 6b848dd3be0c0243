package org.stellarticker.core.asset;

import java.util.List;

/**
 * An asset by its issuer's word: its entry in the {@code [[CURRENCIES]]} of a stellar.toml (SEP-1). Texts that are not
 * told are empty, numbers 0.
 *
 * @param anchorAssetCode what the asset stands for, such as {@code USD}
 * @param displayDecimals how many decimals to show; SEP-1 allows 0 to 7, issuers tell others, too
 * @param fixedNumber how many units there will ever be
 * @param maxNumber how many units there will be at most
 * @param collateralAddresses where what the asset stands for can be looked up, on other networks
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

    /** Of an asset that its issuer tells nothing of. */
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
