package org.stellarticker.marketdata.directory;

import java.util.List;
import java.util.Optional;
import org.stellarticker.marketdata.price.ValuedAsset;

/**
 * An asset beside what the directory says about it.
 *
 * @param directory of its issuer; empty when the directory does not know the issuer
 * @param warnings as {@link AssetDirectory#warnings} has them
 */
public record DescribedAsset(ValuedAsset asset, Optional<DirectoryEntry> directory, List<String> warnings) {

    public DescribedAsset {
        warnings = List.copyOf(warnings);
    }

    public static DescribedAsset of(ValuedAsset asset, AssetDirectory directory) {
        var profile = asset.profile();
        return new DescribedAsset(
                asset, directory.find(profile.asset().issuer()), directory.warnings(profile.asset(), profile.domain()));
    }
}
