package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.http.ErrorForm;
import org.stellarticker.graphqlserver.http.Reply;
import org.stellarticker.graphqlserver.http.RequestLimits;
import org.stellarticker.graphqlserver.http.Route;
import org.stellarticker.graphqlserver.http.Routes;
import org.stellarticker.graphqlserver.http.limit.FairTurns;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** All routes below {@code /api/v1}. */
public final class RestRoutes {

    private static final String PATH = "/api/v1";

    /** A read takes milliseconds and little memory; more at once than connections to the database would wait there. */
    private static final FairTurns.Bounds BOUNDS = new FairTurns.Bounds(4, 200, 100, Duration.ofSeconds(10));

    private final Health health;
    private final MarketRoute market;
    private final CandlesRoute candles;
    private final VwapRoute vwap;
    private final StreamRoute stream;
    private final RequestLimits limits =
            new RequestLimits(0, Duration.ofSeconds(10), Optional.of(new FairTurns("rest", BOUNDS)));

    public RestRoutes(Health health, SnapshotCache snapshots, StreamHub streams) {
        this.health = health;
        this.market = new MarketRoute(snapshots);
        this.candles = new CandlesRoute(snapshots);
        this.vwap = new VwapRoute(snapshots);
        this.stream = new StreamRoute(streams);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(
                        PATH + "/status",
                        request -> Reply.json(
                                        200, ByteBuffer.wrap(health.check().statusJson()))
                                .notCached()))
                .add(Route.get(PATH + "/markets/{base}/{counter}", unlessAway(market::reply))
                        .within(limits))
                .add(Route.get(PATH + "/candles", unlessAway(candles::reply)).within(limits))
                .add(Route.get(PATH + "/vwap", unlessAway(vwap::reply)).within(limits))
                .add(Route.get(PATH + "/stream", unlessAway(stream::reply)).within(StreamRoute.LIMITS));
    }
}
