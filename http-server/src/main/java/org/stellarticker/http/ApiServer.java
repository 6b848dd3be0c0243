package org.stellarticker.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The HTTP server: public routes on a unix socket that nginx connects to, and metrics on a port. */
public final class ApiServer implements AutoCloseable {

    private static final Violation[] DECODED_BY_ROUTES = {
        Violation.AMBIGUOUS_PATH_SEPARATOR,
        Violation.AMBIGUOUS_PATH_ENCODING,
        Violation.BAD_UTF8_ENCODING,
        Violation.TRUNCATED_UTF8_ENCODING,
        Violation.BAD_PERCENT_ENCODING
    };

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    private final Server server;
    private final ServerConnector metrics;
    private final Path socket;

    private ApiServer(Path socket) {
        this.socket = socket;
        var threads = new QueuedThreadPool(8, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        server.setStopTimeout(0);
        metrics = new ServerConnector(server, 1, 1, http());
    }

    /**
     * Starts to answer.
     *
     * @param open the public routes
     * @param own the routes of the metrics' port
     * @throws IOException when an address is not free; the message says which
     */
    public static ApiServer start(Listeners listeners, Routes open, Routes own, MeterRegistry metrics)
            throws Exception {
        var api = new ApiServer(listeners.socket());
        try {
            if (listeners.metrics().isPresent()) {
                api.takePort("METRICS_PORT", api.metrics, listeners.metrics().get());
            }
            if (listeners.api().isPresent()) {
                var connector = new ServerConnector(api.server, 1, 1, http());
                connector.setAcceptQueueSize(1024);
                connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
                api.takePort("API_LISTEN", connector, listeners.api().get());
            }
            api.takeSocket();
            api.serve(open, own, metrics);
            api.server.start();
            return api;
        } catch (Exception notStarted) {
            api.close();
            throw notStarted;
        }
    }

    private void takePort(String setting, ServerConnector connector, InetSocketAddress address) throws IOException {
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException inUse) {
            throw new IOException(
                    setting + ": expected a free port, found " + address.getHostString() + ":" + address.getPort()
                            + " in use; stop what listens there, or choose another port",
                    inUse);
        }
    }

    private void takeSocket() throws IOException {
        // A killed program left it. Another one that runs in this folder would hold the folder's lock.
        Files.createDirectories(requireNonNull(socket.toAbsolutePath().getParent()));
        Files.deleteIfExists(socket);
        var open = new UnixDomainServerConnector(server, 1, 1, http());
        open.setUnixDomainPath(socket);
        open.setAcceptQueueSize(1024);
        open.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(open);
    }

    private void serve(Routes open, Routes own, MeterRegistry registry) {
        var webSockets = ServerWebSocketContainer.ensure(server);
        var openHandler = new RequestHandler(open, webSockets, registry);
        server.setErrorHandler((request, response, callback) -> refuse(openHandler, request, response, callback));
        server.setHandler(byConnector(new RequestHandler(own, webSockets, registry), openHandler));
    }

    /** Answers what Jetty refuses by itself, such as a path that is none. */
    private static boolean refuse(RequestHandler routes, Request request, Response response, Callback callback) {
        Reply.Whole reply = routes.refusal(request, response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.write(true, reply.content(), callback);
        return true;
    }

    private static HttpConnectionFactory http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // As much as nginx lets through.
        http.setRequestHeaderSize(1 << 17);
        http.setOutputBufferSize(1 << 16);
        // A table of header fields for each connection takes more than it saves: few requests have the same ones.
        http.setHeaderCacheSize(0);
        // Routes decode parameters, and say which one is no UTF-8; no path leads to a file.
        http.setUriCompliance(UriCompliance.DEFAULT.with("parameters", DECODED_BY_ROUTES));
        return new HttpConnectionFactory(http);
    }

    private Handler byConnector(Handler own, Handler open) {
        return new Handler.Sequence(
                new Handler.Wrapper(own) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return metrics.equals(request.getConnectionMetaData().getConnector())
                                && super.handle(request, response, callback);
                    }
                },
                open);
    }

    /** Returns the port of the metrics. */
    public int metricsPort() {
        return metrics.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            throw new IOException("the HTTP server could not be stopped", fault);
        } finally {
            metrics.close();
            Files.createDirectories(requireNonNull(socket.toAbsolutePath().getParent()));
            Files.deleteIfExists(socket);
        }
    }
}
