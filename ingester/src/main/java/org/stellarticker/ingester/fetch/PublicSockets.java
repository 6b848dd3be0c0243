package org.stellarticker.ingester.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Creates sockets that connect only to one port of public addresses. The check happens at the connection itself: whatever a link,
 * a redirect or a resolver returned before, the checked address is the one that is connected to.
 */
final class PublicSockets extends SocketFactory {

    private final int port;
    private final Predicate<InetAddress> isPublic;

    PublicSockets(int port, Predicate<InetAddress> isPublic) {
        this.port = port;
        this.isPublic = isPublic;
    }

    @Override
    public Socket createSocket() {
        return new PublicSocket(port, isPublic);
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

        private final int port;
        private final Predicate<InetAddress> isPublic;

        PublicSocket(int port, Predicate<InetAddress> isPublic) {
            this.port = port;
            this.isPublic = isPublic;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            // Socket.connect(SocketAddress) calls this method, too.
            if (!(endpoint instanceof InetSocketAddress to)
                    || to.getAddress() == null
                    || to.getPort() != port
                    || !isPublic.test(to.getAddress())) {
                throw new IOException("expected port " + port + " of a public address, found " + endpoint);
            }
            super.connect(endpoint, timeoutMillis);
        }
    }
}
