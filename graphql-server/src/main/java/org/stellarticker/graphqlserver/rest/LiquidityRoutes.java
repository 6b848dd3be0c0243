package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** The routes below {@code /api/v1} about trades and what can be traded: order books, depth, pools; and about the audit. */
public final class LiquidityRoutes {

    private static final String PATH = "/api/v1";

    private final TradesRoute trades;
    private final OrderBookRoute orderBook;
    private final DepthRoute depth;
    private final PoolsRoute pools;
    private final AuditRoute audit;
    private final RequestLimits limits;

    /**
     * @param quotes decides the direction of a pool for which none is asked
     * @param bookMaxAge the age above which an order book is left out of depth
     * @param directory gives what is said about accounts
     */
    public LiquidityRoutes(
            LiveDatabase database,
            SnapshotCache snapshots,
            Clock clock,
            QuoteRanking quotes,
            Duration bookMaxAge,
            Supplier<AssetDirectory> directory) {
        this.trades = new TradesRoute(snapshots, directory);
        this.orderBook = new OrderBookRoute(snapshots);
        this.depth = new DepthRoute(snapshots, bookMaxAge);
        this.pools = new PoolsRoute(snapshots, quotes);
        this.audit = new AuditRoute(database, clock);
        this.limits = database.limits();
    }

    public void addTo(Routes routes) {
        var handlers = new LinkedHashMap<String, Route.Handler>();
        handlers.put("/trades", trades::reply);
        handlers.put("/orderbook", orderBook::reply);
        handlers.put("/markets/{base}/{counter}/depth", depth::reply);
        handlers.put("/pools", pools::list);
        handlers.put("/pools/{id}", pools::find);
        handlers.put("/audit", audit::reply);
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON);
        handlers.forEach((path, handler) ->
                routes.add(Route.get(PATH + path, unlessAway(handler)).within(limits)));
    }
}
