package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.account;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.Database;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.directory.DomainList;
import org.stellarticker.marketdata.snapshot.ArchiveReader;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Serves REST, for tests. */
final class RestApi {

    private static final AssetDirectory DIRECTORY = new AssetDirectory(
            Map.of(
                    account('S'), new DirectoryEntry("A market maker", "maker.example", List.of("exchange")),
                    account('T'), new DirectoryEntry("A thief", "", List.of("malicious", "unsafe"))),
            DomainList.NONE);

    private RestApi() {}

    static TestApi start(Path folder, Database database, Clock clock) throws Exception {
        return start(folder, database, clock, Optional.empty());
    }

    static TestApi start(Path folder, Database database, Clock clock, Optional<ArchiveReader> archive)
            throws Exception {
        var live = new LiveDatabase(database, clock);
        return TestApi.start(
                folder,
                new LiquidityRoutes(
                        live,
                        new SnapshotCache(live::snapshot, clock, archive),
                        clock,
                        new QuoteRanking(List.of(USD)),
                        Duration.ofHours(1),
                        () -> DIRECTORY)::addTo);
    }
}
