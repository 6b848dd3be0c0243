package org.stellarticker.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.http.limit.FairTurns;

/** Times requests by route, method and status. Every route has its timers from the first scrape on. */
final class RequestTimers {

    /** The route of a request for which there is none. */
    static final String NO_ROUTE = "none";

    private static final List<Integer> USUAL_STATUSES = List.of(200, 400, 500, 503);

    /** Clients may send any word as a method. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> streams = new ConcurrentHashMap<>();

    private record Key(String route, String method, int status) {}

    RequestTimers(MeterRegistry registry, List<Route> routes) {
        this.registry = registry;
        for (Route route : routes) {
            statuses(route).forEach(status -> timer(new Key(route.pattern().toString(), route.method(), status)));
        }
        watched(routes).forEach(this::watch);
        timer(new Key(NO_ROUTE, "GET", 404));
    }

    private static List<Integer> statuses(Route route) {
        var statuses = new ArrayList<>(USUAL_STATUSES);
        if (route.limits().bodyBytes() > 0) {
            statuses.add(413);
        }
        if (route.limits().turns().isPresent()) {
            statuses.add(429);
        }
        return statuses;
    }

    /** Returns the turns of the routes, each once, also where routes share them. */
    static List<FairTurns> watched(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.limits().turns().stream())
                .distinct()
                .toList();
    }

    private void watch(FairTurns turns) {
        Gauge.builder("ticker.http.waiting", turns, FairTurns::waiting)
                .description("Requests that wait for their client's turn")
                .tag("queue", turns.name())
                .register(registry);
    }

    private Timer timer(Key key) {
        return timers.computeIfAbsent(
                key,
                absent -> Timer.builder("ticker.http.requests")
                        .description("HTTP requests until their whole reply is sent, or their streamed reply begins")
                        .tag("route", key.route)
                        .tag("method", key.method)
                        .tag("status", String.valueOf(key.status))
                        .register(registry));
    }

    void record(String route, String method, int status, Duration time) {
        timer(new Key(route, METHODS.contains(method) ? method : "other", status))
                .record(time);
    }

    /** Counts the open streams of a route. */
    AtomicInteger streams(String route) {
        return streams.computeIfAbsent(route, absent -> {
            var open = new AtomicInteger();
            Gauge.builder("ticker.http.streams", open, AtomicInteger::get)
                    .description("Streamed replies that are open")
                    .tag("route", route)
                    .register(registry);
            return open;
        });
    }
}
