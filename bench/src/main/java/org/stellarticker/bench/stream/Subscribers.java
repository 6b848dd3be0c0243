package org.stellarticker.bench.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many clients of one address of server-sent events, on one thread. For use by one thread. */
final class Subscribers implements AutoCloseable {

    /** What each event holds once, with the number of its trade behind it. */
    private static final byte[] MARK = "\"ledger\":".getBytes(ISO_8859_1);

    /** What says that a client is subscribed. */
    private static final byte[] POSITION = "\nid: ".getBytes(ISO_8859_1);

    /** One connection, and how far it has read a mark. */
    private static final class Client {
        private int positionMatched;
        private int matched;
        private long number = -1;
        private boolean subscribed;
        private long events;
    }

    /** Gets each event as it arrives. */
    @FunctionalInterface
    interface Arrival {
        void arrived(long number);
    }

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private int subscribed;
    private int dropped;

    Subscribers(InetSocketAddress server, String path) throws IOException {
        this.server = server;
        this.request =
                ("GET " + path + " HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n").getBytes(ISO_8859_1);
    }

    /** Connects one more client. */
    void connect() throws IOException {
        var channel = SocketChannel.open(server);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        var client = new Client();
        channel.register(selector, SelectionKey.OP_READ, client);
        channels.add(channel);
        clients.add(client);
    }

    /** Reads what arrives within some time. */
    void read(Duration time, Arrival arrival) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            selector.select(key -> read(key, arrival), left);
        }
    }

    private void read(SelectionKey key, Arrival arrival) {
        var client = (Client) key.attachment();
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                drop(key);
                return;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                take(client, buffer.get(), arrival);
            }
        } catch (IOException gone) {
            drop(key);
        }
    }

    private void drop(SelectionKey key) {
        dropped++;
        key.cancel();
    }

    private void take(Client client, byte next, Arrival arrival) {
        if (!client.subscribed) {
            client.positionMatched =
                    next == POSITION[client.positionMatched] ? client.positionMatched + 1 : next == '\n' ? 1 : 0;
            if (client.positionMatched == POSITION.length) {
                client.subscribed = true;
                client.positionMatched = 0;
                subscribed++;
            }
        }
        if (client.number >= 0) {
            if (next >= '0' && next <= '9') {
                client.number = 10 * client.number + next - '0';
                return;
            }
            client.events++;
            arrival.arrived(client.number);
            client.number = -1;
        }
        client.matched = next == MARK[client.matched] ? client.matched + 1 : next == MARK[0] ? 1 : 0;
        if (client.matched == MARK.length) {
            client.matched = 0;
            client.number = 0;
        }
    }

    int subscribed() {
        return subscribed;
    }

    /** Returns how many connections ended. */
    int dropped() {
        return dropped;
    }

    /** Returns how many clients received another number of events. */
    int incomplete(long events) {
        return Math.toIntExact(
                clients.stream().filter(client -> client.events != events).count());
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
