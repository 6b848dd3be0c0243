package org.stellarticker.http;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.http.limit.FairTurns;

/**
 * What one request of a route may cost.
 *
 * @param bodyBytes the most that its body may hold
 * @param time how long the answer may take from the request's turn on; a streamed reply has no end by it
 * @param turns in which the clients' requests run; several routes may share them
 */
public record RequestLimits(int bodyBytes, Duration time, Optional<FairTurns> turns) {

    /** Requests that are answered at once, from memory or by a look at the database. */
    public static final RequestLimits LIGHT = new RequestLimits(0, Duration.ofSeconds(10), Optional.empty());
}
