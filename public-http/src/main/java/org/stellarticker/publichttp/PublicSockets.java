package org.stellarticker.publichttp;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Creates sockets that connect only to some ports of public addresses. The check happens at the connection itself: whatever a link,
 * a redirect or a resolver returned before, the checked address is the one that is connected to.
 */
public final class PublicSockets extends SocketFactory {

    private final Set<Integer> ports;
    private final Predicate<InetAddress> isPublic;

    /**
     * @param ports the only ports that may be connected to
     * @param isPublic decides whether an address may be connected to, such as {@link PublicAddresses#isPublic}
     */
    public PublicSockets(Set<Integer> ports, Predicate<InetAddress> isPublic) {
        this.ports = Set.copyOf(ports);
        this.isPublic = isPublic;
    }

    @Override
    public Socket createSocket() {
        return new PublicSocket(ports, isPublic);
    }

    @Override
    public Socket createSocket(String host, int to) throws IOException {
        return createSocket(InetAddress.getByName(host), to);
    }

    @Override
    public Socket createSocket(String host, int to, InetAddress from, int fromPort) throws IOException {
        return createSocket(InetAddress.getByName(host), to, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress address, int to) throws IOException {
        return connected(createSocket(), address, to);
    }

    @Override
    public Socket createSocket(InetAddress address, int to, InetAddress from, int fromPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(from, fromPort));
        return connected(socket, address, to);
    }

    private static Socket connected(Socket socket, InetAddress address, int to) throws IOException {
        try {
            socket.connect(new InetSocketAddress(address, to));
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private static final class PublicSocket extends Socket {

        private final Set<Integer> ports;
        private final Predicate<InetAddress> isPublic;

        PublicSocket(Set<Integer> ports, Predicate<InetAddress> isPublic) {
            this.ports = ports;
            this.isPublic = isPublic;
        }

        private String shown() {
            return ports.stream().sorted().map(String::valueOf).collect(joining(" or "));
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            // Socket.connect(SocketAddress) calls this method, too.
            if (!(endpoint instanceof InetSocketAddress to)
                    || to.getAddress() == null
                    || !ports.contains(to.getPort())
                    || !isPublic.test(to.getAddress())) {
                throw new IOException("expected port " + shown() + " of a public address, found " + endpoint);
            }
            super.connect(endpoint, timeoutMillis);
        }
    }
}
