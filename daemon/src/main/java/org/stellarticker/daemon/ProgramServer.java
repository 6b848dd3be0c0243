package org.stellarticker.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.daemon.log.JsonLines;

/**
 * Serves {@code /metrics} and {@code /healthz} of one program that runs alone: in a run of all programs, graphql-server
 * serves those of all.
 */
final class ProgramServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    private ProgramServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the port cannot be listened on; the message says which
     */
    static ProgramServer start(InetSocketAddress address, Supplier<String> metrics, Supplier<ProgramReport> report)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException inUse) {
            throw new IOException(
                    "PROGRAM_METRICS_PORT: expected a free port, found " + address.getHostString() + ":"
                            + address.getPort() + " in use (" + inUse.getMessage() + ")",
                    inUse);
        }
        server.createContext("/metrics", asked -> answer(asked, OK, "text/plain; version=0.0.4", metrics.get()));
        server.createContext("/healthz", asked -> {
            ProgramReport now = report.get();
            answer(asked, ProgramReport.isWell(now.state()) ? OK : UNAVAILABLE, "application/json", json(now));
        });
        server.start();
        return new ProgramServer(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static String json(ProgramReport now) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("program", now.program());
        members.put("state", now.state());
        members.put("detail", now.detail());
        members.put("last_progress", now.lastProgress());
        members.put(
                "lag_seconds", now.lagSeconds().isPresent() ? now.lagSeconds().getAsDouble() : null);
        members.put("build", now.build());
        return JsonLines.object(members) + "\n";
    }

    private static void answer(HttpExchange asked, int status, String type, String text) throws IOException {
        try (asked) {
            boolean head = asked.getRequestMethod().equals("HEAD");
            if (!head && !asked.getRequestMethod().equals("GET")) {
                asked.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            byte[] body = text.getBytes(UTF_8);
            asked.getResponseHeaders().set("Content-Type", type);
            asked.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                asked.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
