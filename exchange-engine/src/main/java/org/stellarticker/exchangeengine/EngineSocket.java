package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's unix socket and its connections. */
final class EngineSocket implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineSocket.class);

    private final Path path;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final EventRing events;
    private final List<Connection> connections = new ArrayList<>();

    private EngineSocket(Path path, Selector selector, ServerSocketChannel server, EventRing events) {
        this.path = path;
        this.selector = selector;
        this.server = server;
        this.events = events;
    }

    /** Listens at that path; a socket that an earlier process left there is replaced. */
    static EngineSocket open(Path path, EventRing events) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(path);
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        // In the image, gateways and sandbox run as other users of the group that the folder belongs to.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        return new EngineSocket(path, selector, server, events);
    }

    List<Connection> connections() {
        return connections;
    }

    /** Waits until something arrives, and returns the connections on which it did. */
    List<Connection> await(long millis) throws IOException {
        selector.select(millis);
        var readable = new ArrayList<Connection>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                accept();
            } else if (key.isReadable() && key.attachment() instanceof Connection connection) {
                readable.add(connection);
            }
        }
        selector.selectedKeys().clear();
        return readable;
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            var connection = new Connection(channel, key, events);
            key.attach(connection);
            connections.add(connection);
        }
    }

    /** Closes the connections on which something failed. */
    void dropBroken() throws IOException {
        for (int i = connections.size() - 1; i >= 0; i--) {
            Connection connection = connections.get(i);
            if (connection.isBroken()) {
                log.atInfo().addKeyValue("reason", connection.reason()).log("connection ended");
                connection.close();
                connections.remove(i);
            }
        }
    }

    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        server.close();
        selector.close();
        Files.deleteIfExists(path);
    }
}
