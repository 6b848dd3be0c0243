package org.stellarticker.exchangegateway.rest;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.order.OrderIntake;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.problem.RequestException;

/** What the addresses have in common. */
final class Rest {

    static final String PATH = "/api/v3";

    /** A body of an order has some hundred bytes. */
    static final RequestLimits WITH_BODY = new RequestLimits(1 << 14, Duration.ofSeconds(10), Optional.empty());

    private Rest() {}

    /** Answers 503 where the engine was never reached. */
    static Route.Handler asking(Route.Handler handler) {
        return request -> {
            try {
                return handler.reply(request);
            } catch (EngineAway away) {
                throw EngineRequests.away();
            }
        };
    }

    /** Returns JSON for one client alone. */
    static Reply.Whole own(int status, byte[] json) {
        return Reply.json(status, ByteBuffer.wrap(json)).notCached();
    }

    /** Returns public JSON, which may be shared for a second. */
    static Reply.Whole shared(Json.Value value) {
        return Reply.marketJson(Json.write(value));
    }

    /** Reads the identifier of an order from the path. */
    static UUID orderId(ApiRequest request) throws RequestException {
        return request.read(in -> in.value("id", "a UUID in its usual form of 36 characters", OrderIntake::orderId)
                .required());
    }
}
