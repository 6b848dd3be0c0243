package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.graphqlserver.binance.BinanceRoutes;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.listing.ListingRoutes;
import org.stellarticker.graphqlserver.rest.LiquidityRoutes;
import org.stellarticker.graphqlserver.udf.UdfRoutes;
import org.stellarticker.http.RegisteredRoutes;
import org.stellarticker.http.Routes;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** One client that asks by several forms at once must not take the connections of all others. */
class SharedTurnsTest {

    @Test
    void readsOfAllFormsTakeTurnsTogether() {
        var clock = Clock.systemUTC();
        var references = new ReferenceAssets(
                new QuoteRanking(List.of()), new VerifiedAssets(List.of()), List.of(NativeAsset.XLM));
        var nowhere = DatabaseAddress.parse("postgresql://nobody:nothing@127.0.0.1:1/none");
        try (var pool = Database.openReadPool(nowhere, "test")) {
            var database = new LiveDatabase(pool, clock);
            var markets = new QuotedMarkets(database::snapshot, clock, references, Duration.ofHours(1));
            var routes = new Routes("no such address");
            var snapshots = new SnapshotCache(database::snapshot, clock);
            new LiquidityRoutes(
                            database,
                            snapshots,
                            clock,
                            references.quotes(),
                            Duration.ofHours(1),
                            () -> AssetDirectory.EMPTY)
                    .addTo(routes);
            new BinanceRoutes(database, clock, markets, references, Duration.ofHours(1)).addTo(routes);
            new UdfRoutes(database, clock, markets, references.verified()).addTo(routes);
            new ListingRoutes(database, clock, references, Duration.ofHours(1)).addTo(routes);

            assertThat(RegisteredRoutes.count(routes)).isGreaterThan(20);
            assertThat(RegisteredRoutes.watchedTurns(routes))
                    .containsExactly(database.limits().turns().orElseThrow());
        }
    }
}
