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
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.network.NetworkState;

/** The HTTP server, on the loopback address. The port is taken first, so that nothing else begins when it is in use. */
public final class HorizonServer implements AutoCloseable {

    /** After which Horizon ends a stream. */
    public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(55);

    /** After which Horizon closes a connection that nobody uses. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private Optional<RateLimit> limit = Optional.empty();

    /**
     * Takes a port; 0 takes any that is free.
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

    /** Refuses an address what is more than so many requests an hour, a burst apart; said before it serves. */
    public void limit(int requestsPerHour) {
        limit = Optional.of(new RateLimit(requestsPerHour, System::nanoTime));
    }

    /** Answers from now on: what happened from the journal, what there is beside from the state. */
    public void serve(Journal journal, NetworkState state, Faults faults, Duration connectionTimeout) throws Exception {
        server.setHandler(new HorizonHandler(journal, state, faults, limit, connectionTimeout));
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
