package org.stellarticker.http;

import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.limit.TooBusy;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** Finds a request's route, answers it within the route's limits, and times it. Each request has a virtual thread. */
final class RequestHandler extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

    private final Routes routes;
    private final ServerWebSocketContainer webSockets;
    private final RequestTimers timers;
    private final Set<Thread> streaming = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());

    RequestHandler(Routes routes, ServerWebSocketContainer webSockets, MeterRegistry metrics) {
        this.routes = routes;
        this.webSockets = webSockets;
        this.timers = new RequestTimers(metrics, routes.all());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long start = System.nanoTime();
        String method = request.getMethod();
        List<PathSegment> path = PathSegment.split(request.getHttpURI().getPath());
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT);
        ErrorForm errors = routes.errors(path).accepting(accepted == null ? "" : accepted);
        Routes.Match match = routes.find(method, path);
        String name = match instanceof Routes.Match.Found found
                ? found.route().pattern().toString()
                : RequestTimers.NO_ROUTE;
        var sender = new ResponseSender(
                request,
                response,
                callback,
                status -> timers.record(name, method, status, ResponseSender.since(start)));
        switch (match) {
            case Routes.Match.Found found -> answer(request, found, sender, errors);
            case Routes.Match.OtherMethods(Set<String> methods) -> sender.send(otherMethod(method, methods, errors));
            case Routes.Match.Nothing() -> sender.send(form(routes.notFound(), errors));
        }
        return true;
    }

    private static Reply.Whole otherMethod(String method, Set<String> registered, ErrorForm errors) {
        var allowed = new TreeSet<>(registered);
        allowed.add("OPTIONS");
        if (registered.contains("GET")) {
            allowed.add("HEAD");
        }
        String allow = ALL_METHODS.stream().filter(allowed::contains).collect(joining(", "));
        Reply.Whole reply = method.equals("OPTIONS")
                ? new Reply.Whole(HttpStatus.NO_CONTENT_204, "text/plain", ByteBuffer.allocate(0))
                : form(
                        Problem.of(HttpStatus.METHOD_NOT_ALLOWED_405, "expected " + String.join(" or ", registered)),
                        errors);
        return reply.with("Allow", allow);
    }

    private static final List<String> ALL_METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private void answer(Request request, Routes.Match.Found found, ResponseSender sender, ErrorForm errors) {
        try {
            send(reply(request, found, sender, errors), found.route(), sender, errors);
        } catch (ClientGone | InterruptedException | IOException clientGone) {
            sender.breakOff(clientGone);
        } catch (RuntimeException fault) {
            log.atError().addKeyValue("route", found.route()).setCause(fault).log("reply broken off");
            sender.breakOff(fault);
        }
    }

    private void send(Reply reply, Route route, ResponseSender sender, ErrorForm errors)
            throws IOException, ClientGone, InterruptedException {
        switch (reply) {
            case Reply.Whole whole -> sender.send(whole);
            case Reply.Streamed streamed -> stream(streamed, route, sender);
            case Reply.Upgraded upgraded -> {
                if (!sender.send(upgraded, webSockets)) {
                    sender.send(form(
                            Problem.of(HttpStatus.UPGRADE_REQUIRED_426, "expected a handshake of a WebSocket")
                                    .with("Upgrade", "websocket"),
                            errors));
                }
            }
        }
    }

    private void stream(Reply.Streamed reply, Route route, ResponseSender sender)
            throws IOException, ClientGone, InterruptedException {
        AtomicInteger open = timers.streams(route.pattern().toString());
        open.incrementAndGet();
        streaming.add(Thread.currentThread());
        try {
            sender.send(reply);
        } finally {
            streaming.remove(Thread.currentThread());
            open.decrementAndGet();
        }
    }

    private Reply reply(Request request, Routes.Match.Found found, ResponseSender sender, ErrorForm errors)
            throws ClientGone, InterruptedException {
        Route route = found.route();
        return answered(route, errors, () -> {
            Map<String, String> parameters = parameters(found);
            var asked = new ApiRequest(
                    request,
                    parameters,
                    route.limits(),
                    new Deadline(route.limits().time()));
            Map<String, String> headers = routes.admission().admit(asked);
            Reply reply = answered(route, errors, () -> inTurn(request, route, parameters, sender, errors));
            return headers.isEmpty() ? reply : Reply.forOne(reply, headers);
        });
    }

    private Reply inTurn(
            Request request, Route route, Map<String, String> parameters, ResponseSender sender, ErrorForm errors)
            throws Exception {
        if (route.limits().turns().isEmpty()) {
            return inTime(request, route, parameters, sender, errors);
        }
        FairTurns turns = route.limits().turns().get();
        String client = ClientAddress.of(request);
        // nginx keeps the body of a request that waits for its turn.
        turns.begin(client);
        try {
            return inTime(request, route, parameters, sender, errors);
        } finally {
            turns.end(client);
        }
    }

    @FunctionalInterface
    private interface Work {
        Reply reply() throws Exception;
    }

    /** Returns the reply, or the form of the reason why there is none. */
    private static Reply answered(Route route, ErrorForm errors, Work work) throws ClientGone, InterruptedException {
        try {
            return work.reply();
        } catch (RequestException refused) {
            return form(refused.problem(), errors);
        } catch (TooBusy refused) {
            return form(refused.problem(), errors);
        } catch (ClientGone | InterruptedException clientGone) {
            throw clientGone;
        } catch (Exception fault) {
            log.atError().addKeyValue("route", route).setCause(fault).log("could not answer");
            return form(
                            Problem.of(HttpStatus.INTERNAL_SERVER_ERROR_500, "a fault of the ticker; it is in its log"),
                            errors)
                    .notCached();
        }
    }

    private Reply inTime(
            Request request, Route route, Map<String, String> parameters, ResponseSender sender, ErrorForm errors)
            throws Exception {
        var deadline = new Deadline(route.limits().time());
        Future<?> expiry = deadlines.schedule(
                () -> expire(deadline, sender, errors), deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return route.handler().reply(new ApiRequest(request, parameters, route.limits(), deadline));
        } finally {
            expiry.cancel(false);
        }
    }

    private static void expire(Deadline deadline, ResponseSender sender, ErrorForm errors) {
        if (!deadline.expire()) {
            sender.send(form(
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE_503, "the answer took too long; ask for less at once")
                            .with("Retry-After", "5"),
                    errors));
        }
    }

    private static Map<String, String> parameters(Routes.Match.Found found) throws RequestException {
        var parameters = new LinkedHashMap<String, String>();
        List<String> names = found.route().pattern().parameters();
        for (int i = 0; i < names.size(); i++) {
            PathSegment segment = found.parameters().get(i);
            String name = names.get(i);
            parameters.put(
                    name,
                    segment.decoded()
                            .orElseThrow(() -> new RequestException(
                                    Problem.of(List.of(new Fault(name, segment.raw(), PercentEncoding.EXPECTED))))));
        }
        return parameters;
    }

    private static Reply.Whole form(Problem problem, ErrorForm errors) {
        Reply.Whole reply = errors.reply(problem);
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** Gives a refusal by Jetty itself, such as one of a path that is none, the form of its path. */
    Reply.Whole refusal(Request request, int status) {
        String path = request.getHttpURI().getPath();
        return routes.errors(PathSegment.split(path == null ? "/" : path))
                .reply(Problem.of(status, HttpStatus.getMessage(status)));
    }

    @Override
    protected void doStop() throws Exception {
        streaming.forEach(Thread::interrupt);
        deadlines.shutdownNow();
        super.doStop();
    }
}
