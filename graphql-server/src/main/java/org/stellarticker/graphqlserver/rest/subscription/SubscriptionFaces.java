package org.stellarticker.graphqlserver.rest.subscription;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Routes;
import org.stellarticker.http.limit.FairTurns;

/** All routes about subscriptions. They take turns, because the connections for accounts are few. */
public final class SubscriptionFaces {

    private static final int BODY_BYTES = 1 << 14;
    private static final FairTurns.Bounds TURNS = new FairTurns.Bounds(2, 200, 50, Duration.ofSeconds(10));

    private final List<Consumer<Routes>> all;

    public SubscriptionFaces(
            SubscriptionConfig config, AccountDatabase database, Callers callers, DeliveryFeed feed, Clock clock) {
        var limits = new RequestLimits(
                BODY_BYTES, Duration.ofSeconds(10), Optional.of(new FairTurns("subscriptions", TURNS)));
        all = List.of(
                new SubscriptionRoutes(config, database, callers, clock, limits)::addTo,
                new DeliveryStreamRoute(config, database, callers, feed, new SubscriptionChanges(clock))::addTo,
                new EventsRoute(database, callers, limits)::addTo,
                new DeliveredRoutes(database, callers, limits)::addTo,
                new AdminSubscriptionRoutes(database, callers, limits, clock)::addTo,
                new SubscriptionTypesRoute()::addTo);
    }

    /** Returns what adds the routes. */
    public List<Consumer<Routes>> all() {
        return all;
    }
}
