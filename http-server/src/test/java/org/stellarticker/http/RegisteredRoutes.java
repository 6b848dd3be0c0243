package org.stellarticker.http;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stellarticker.http.limit.FairTurns;

/** The routes that a program has, for tests. */
public final class RegisteredRoutes {

    private RegisteredRoutes() {}

    /** Returns the methods and patterns of the routes below a path, each with the turns that its requests wait for. */
    public static Map<String, Optional<FairTurns>> below(String path, Iterable<Consumer<Routes>> faces) {
        var routes = new Routes("there is nothing else");
        faces.forEach(face -> face.accept(routes));
        return routes.all().stream()
                .filter(route -> route.pattern().toString().startsWith(path + "/"))
                .collect(toMap(Route::toString, route -> route.limits().turns(), (one, other) -> one, TreeMap::new));
    }

    public static int count(Routes routes) {
        return routes.all().size();
    }

    /** Returns the turns that timers of these routes watch. */
    public static List<FairTurns> watchedTurns(Routes routes) {
        return RequestTimers.watched(routes.all());
    }
}
