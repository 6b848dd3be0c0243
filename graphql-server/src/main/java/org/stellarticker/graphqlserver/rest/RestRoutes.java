package org.stellarticker.graphqlserver.rest;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.nio.ByteBuffer;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.stream.StreamErrors;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** All routes below {@code /api/v1}. */
public final class RestRoutes {

    private static final String PATH = "/api/v1";

    private final Health health;
    private final MarketRoute market;
    private final CandlesRoute candles;
    private final VwapRoute vwap;
    private final StreamRoute stream;
    private final RequestLimits limits;

    /** @param limits which the routes that read share with those of other forms */
    public RestRoutes(Health health, SnapshotCache snapshots, StreamHub streams, RequestLimits limits) {
        this.limits = limits;
        this.health = health;
        this.market = new MarketRoute(snapshots);
        this.candles = new CandlesRoute(snapshots);
        this.vwap = new VwapRoute(snapshots);
        this.stream = new StreamRoute(streams);
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .errorsBelow(PATH + "/stream", new StreamErrors())
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
