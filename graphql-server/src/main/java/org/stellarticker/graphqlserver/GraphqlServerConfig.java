package org.stellarticker.graphqlserver;

import java.nio.file.Path;
import java.time.Duration;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.marketdata.reference.AssetList;
import org.stellarticker.marketdata.reference.PublicNetwork;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/**
 * The settings of the program.
 *
 * @param state the folder that holds the run folder
 * @param metricsPort the port of the metrics of all programs, on 127.0.0.1
 * @param metricsPublic whether they are at the public address, too
 * @param references the assets that the operator names
 * @param bookMaxAge the age at which an order book is left out of answers to listing sites
 */
record GraphqlServerConfig(
        DatabaseAddress database,
        Path state,
        int metricsPort,
        boolean metricsPublic,
        ReferenceAssets references,
        Duration bookMaxAge) {

    static GraphqlServerConfig read(Settings in) {
        return in.all(() -> new GraphqlServerConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.read("TICKER_STATE", Path::of),
                in.port("METRICS_PORT", in.port("TICKER_PORT", 8000) + 2),
                in.flag("METRICS_PUBLIC", "false"),
                new ReferenceAssets(
                        in.read(
                                "QUOTE_RANKING",
                                PublicNetwork.QUOTE_RANKING,
                                assets -> new QuoteRanking(AssetList.parse(assets))),
                        in.read("VERIFIED_ISSUERS", PublicNetwork.VERIFIED_ISSUERS, VerifiedAssets::parse),
                        in.read("USD_REFERENCE", PublicNetwork.USD_REFERENCE, AssetList::parse)),
                in.duration("BOOK_MAX_AGE", Duration.ofHours(1))));
    }

    /** Returns the socket for nginx, relative to the working folder when that is shorter: its length is limited. */
    Path socket() {
        Path absolute = run().resolve("graphql-server.sock").toAbsolutePath();
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }

    Path statusFiles() {
        return run().resolve("status");
    }

    Path metricsFiles() {
        return run().resolve("metrics");
    }

    private Path run() {
        return state.resolve("run");
    }
}
