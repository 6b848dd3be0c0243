package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.request.RateLimit;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.network.NetworkState;

/**
 * The HTTP server on the loopback address. It takes the port first, so that nothing else starts when the port is in
 * use.
 */
public final class HorizonServer implements AutoCloseable {

    /** The time after which Horizon ends a stream. */
    public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(55);

    /** The time after which Horizon closes an idle connection. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private Optional<RateLimit> limit = Optional.empty();
    private Duration betweenChecks = Duration.ZERO;

    /**
     * Takes a port; 0 takes any free one.
     *
     * @throws IOException when the port is in use; the message says which
     */
    public HorizonServer(int port) throws IOException {
        var threads = new QueuedThreadPool(8, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        server.setStopTimeout(0);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setOutputBufferSize(1 << 16);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException inUse) {
            throw new IOException(
                    "SANDBOX_PORT: expected a free port, found 127.0.0.1:" + port
                            + " in use; stop what listens there, or choose another port",
                    inUse);
        }
    }

    /** Limits each address to this many requests an hour, plus a burst; call it before {@code serve}. */
    public void limit(int requestsPerHour) {
        limit = Optional.of(new RateLimit(requestsPerHour, System::nanoTime));
    }

    /** Lets streams check for a new ledger only now and then, as Horizon's do every five seconds; call it before {@code serve}. */
    public void checkEvery(Duration betweenChecks) {
        this.betweenChecks = betweenChecks;
    }

    /** Starts to answer: history from the journal, everything else from the state. */
    public void serve(Journal journal, NetworkState state, Faults faults, Duration connectionTimeout) throws Exception {
        server.setHandler(
                new HorizonHandler(journal, state, faults, limit, new StreamTiming(connectionTimeout, betweenChecks)));
        server.start();
    }

    public int port() {
        return connector.getLocalPort();
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
            connector.close();
        }
    }
}
