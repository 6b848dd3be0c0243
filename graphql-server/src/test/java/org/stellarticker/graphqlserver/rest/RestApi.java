package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.db.trade.Trades.USD;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.Database;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.http.TestApi;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Serves REST, for tests. */
final class RestApi {

    private RestApi() {}

    static TestApi start(Path folder, Database database, Clock clock) throws Exception {
        var live = new LiveDatabase(database, clock);
        return TestApi.start(
                folder,
                new LiquidityRoutes(
                        live,
                        new SnapshotCache(live::snapshot, clock),
                        clock,
                        new QuoteRanking(List.of(USD)),
                        Duration.ofHours(1))::addTo);
    }
}
