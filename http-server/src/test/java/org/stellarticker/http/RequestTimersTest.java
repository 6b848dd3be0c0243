package org.stellarticker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.http.limit.FairTurns;

class RequestTimersTest {

    @Test
    void turnsThatRoutesShareAreWatchedOnce() {
        var turns = new FairTurns("shared", new FairTurns.Bounds(1, 1, 1, Duration.ofMillis(100)));
        var limits = new RequestLimits(0, Duration.ofSeconds(1), Optional.of(turns));
        Route.Handler handler = _ -> Reply.text("text/plain", "");

        assertThat(RequestTimers.watched(List.of(
                        Route.get("/a", handler).within(limits),
                        Route.post("/a", handler).within(limits),
                        Route.get("/b", handler))))
                .containsExactly(turns);
    }
}
