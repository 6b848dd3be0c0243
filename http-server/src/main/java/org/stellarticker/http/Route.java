package org.stellarticker.http;

import org.stellarticker.http.problem.RequestException;

/**
 * An address and what answers it.
 *
 * @param method GET answers HEAD, too
 */
public record Route(String method, RoutePattern pattern, RequestLimits limits, Handler handler) {

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {

        /**
         * @throws RequestException when the request cannot be answered, with the reason for its client
         * @throws ClientGone when the client went away
         * @throws Exception any other is a fault of the program: it is logged, and answered with status 500
         */
        Reply reply(ApiRequest request) throws Exception;
    }

    /** @param pattern such as {@code /api/v1/markets/{base}/{counter}} */
    public static Route get(String pattern, Handler handler) {
        return new Route("GET", RoutePattern.parse(pattern), RequestLimits.LIGHT, handler);
    }

    public static Route post(String pattern, Handler handler) {
        return new Route("POST", RoutePattern.parse(pattern), RequestLimits.LIGHT, handler);
    }

    public static Route patch(String pattern, Handler handler) {
        return new Route("PATCH", RoutePattern.parse(pattern), RequestLimits.LIGHT, handler);
    }

    public static Route delete(String pattern, Handler handler) {
        return new Route("DELETE", RoutePattern.parse(pattern), RequestLimits.LIGHT, handler);
    }

    /** Returns the same route with other limits. */
    public Route within(RequestLimits limits) {
        return new Route(method, pattern, limits, handler);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
