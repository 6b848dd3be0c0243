package org.stellarticker.graphqlserver.http;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a request's address gives, by its first part, and sends it. */
final class Routes extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private final Map<String, Route> byFirstPart;

    /** @param byFirstPart such as {@code graphql} for {@code /graphql} */
    Routes(Map<String, Route> byFirstPart) {
        this.byFirstPart = Map.copyOf(byFirstPart);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            send(reply(request), response);
            callback.succeeded();
        } catch (IOException | ClientGone | InterruptedException broken) {
            // The client went away, or the program ends: nobody is there to be told.
            callback.failed(broken);
        }
        return true;
    }

    private Reply reply(Request request) throws ClientGone, InterruptedException {
        String path = Request.getPathInContext(request);
        String[] parts = path.split("/", 3);
        Route route = parts.length > 1 ? byFirstPart.get(parts[1]) : null;
        if (route == null) {
            return Reply.notFound();
        }
        try {
            return route.reply(request);
        } catch (ClientGone | InterruptedException nobodyIsThere) {
            throw nobodyIsThere;
        } catch (Exception fault) {
            log.atError().addKeyValue("path", path).setCause(fault).log("could not answer");
            return Reply.fault(500, "a fault of the ticker; it is in its log").fresh();
        }
    }

    private static void send(Reply reply, Response response) throws IOException {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().remaining());
        reply.headers().forEach(response.getHeaders()::put);
        Content.Sink.write(response, true, reply.body().slice());
    }
}
