package org.stellarticker.graphqlserver.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
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

/**
 * The HTTP server: on a unix socket, where nginx asks in the public's name, and for figures on a port of the loopback
 * address.
 */
public final class ApiServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
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
        server.setErrorHandler(ApiServer::answerInJson);
        metrics = new ServerConnector(server, 1, 1, http());
    }

    /**
     * Begins to answer.
     *
     * @param socket its path takes less than 108 bytes
     * @param metricsPort a port of 127.0.0.1; 0 takes any that is free
     * @throws IOException when one of both cannot be had; the message says which
     */
    public static ApiServer start(Path socket, int metricsPort, Addresses addresses) throws Exception {
        var api = new ApiServer(socket);
        try {
            api.takePort(metricsPort);
            api.takeSocket();
            api.server.setHandler(api.byConnector(addresses));
            api.server.start();
            return api;
        } catch (Exception notBegun) {
            api.close();
            throw notBegun;
        }
    }

    private void takePort(int port) throws IOException {
        metrics.setHost(LOOPBACK);
        metrics.setPort(port);
        server.addConnector(metrics);
        try {
            metrics.open();
        } catch (IOException inUse) {
            throw new IOException(
                    "METRICS_PORT: expected a free port, found " + LOOPBACK + ":" + port
                            + " in use; stop what listens there, or choose another port",
                    inUse);
        }
    }

    private void takeSocket() throws IOException {
        // Of one that was killed; whoever else lives in this folder holds its lock.
        Files.deleteIfExists(socket);
        var open = new UnixDomainServerConnector(server, 1, 1, http());
        open.setUnixDomainPath(socket);
        open.setAcceptQueueSize(1024);
        open.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(open);
    }

    /** What Jetty refuses by itself, such as a path that is none. */
    private static boolean answerInJson(Request request, Response response, Callback callback) {
        String reason = HttpStatus.getMessage(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, "{\"error\": \"" + reason + "\"}\n", callback);
        return true;
    }

    private static HttpConnectionFactory http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Whatever nginx lets through.
        http.setRequestHeaderSize(1 << 17);
        http.setOutputBufferSize(1 << 16);
        return new HttpConnectionFactory(http);
    }

    private Handler byConnector(Addresses addresses) {
        Handler metricsHandler = addresses.metrics();
        Handler open = addresses.open();
        return new Handler.Sequence(
                new Handler.Wrapper(metricsHandler) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return metrics.equals(request.getConnectionMetaData().getConnector())
                                && super.handle(request, response, callback);
                    }
                },
                open);
    }

    /** Where the figures are. */
    public int metricsPort() {
        return metrics.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (InterruptedException askedToHurry) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            throw new IOException("the HTTP server could not be stopped", fault);
        } finally {
            metrics.close();
            Files.deleteIfExists(socket);
        }
    }
}
