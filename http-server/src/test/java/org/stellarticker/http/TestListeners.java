package org.stellarticker.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Addresses of a server for a test. */
public final class TestListeners {

    public static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private TestListeners() {}

    /** Returns a unix socket, and the metrics on a port of the loopback address; port 0 takes any that is free. */
    public static Listeners of(Path socket, int metricsPort) {
        return new Listeners(socket, Optional.empty(), Optional.of(new InetSocketAddress(LOOPBACK, metricsPort)));
    }
}
