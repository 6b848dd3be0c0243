package org.stellarticker.jsongenerator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.jsongenerator.upload.UploadConfig;
import org.stellarticker.marketdata.reference.AssetList;
import org.stellarticker.marketdata.reference.PublicNetwork;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/**
 * The settings of the program.
 *
 * @param state the run's folder; the files go to its subfolder {@code www}
 * @param references the assets that the operator names
 * @param bookMaxAge the age at which an order book is left out of the listing files
 * @param upload where the files are uploaded to; empty for nowhere
 */
record JsonGeneratorConfig(
        DatabaseAddress database,
        Path state,
        ReferenceAssets references,
        Duration bookMaxAge,
        Optional<UploadConfig> upload) {

    static JsonGeneratorConfig read(Settings in) {
        return in.all(() -> new JsonGeneratorConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.read("TICKER_STATE", Path::of),
                new ReferenceAssets(
                        in.read(
                                "QUOTE_RANKING",
                                PublicNetwork.QUOTE_RANKING,
                                assets -> new QuoteRanking(AssetList.parse(assets))),
                        in.read("VERIFIED_ISSUERS", PublicNetwork.VERIFIED_ISSUERS, VerifiedAssets::parse),
                        in.read("USD_REFERENCE", PublicNetwork.USD_REFERENCE, AssetList::parse)),
                in.duration("BOOK_MAX_AGE", Duration.ofHours(1)),
                UploadConfig.find(in)));
    }

    /** Returns the folder that nginx serves. */
    Path www() {
        return state.resolve("www");
    }

    /** Returns the folder for a file while it is uploaded. */
    Path uploads() {
        return nativeLibraries().resolve("upload");
    }

    /** Returns the folder for a native library while it is loaded. */
    Path nativeLibraries() {
        return state.resolve("run").resolve("json-generator");
    }
}
