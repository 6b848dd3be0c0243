package org.stellarticker.marketdata.directory;

import java.util.List;
import java.util.Optional;
import org.stellarticker.db.asset.AssetSearchStore.FoundAsset;

/** An asset that a search found, beside what the directory says about it, as {@link DescribedAsset} has it. */
public record DescribedMatch(FoundAsset found, Optional<DirectoryEntry> directory, List<String> warnings) {

    public DescribedMatch {
        warnings = List.copyOf(warnings);
    }

    public static DescribedMatch of(FoundAsset found, AssetDirectory directory) {
        return new DescribedMatch(
                found, directory.find(found.asset().issuer()), directory.warnings(found.asset(), found.domain()));
    }
}
