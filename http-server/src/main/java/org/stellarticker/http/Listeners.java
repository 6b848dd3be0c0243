package org.stellarticker.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The addresses of the HTTP server.
 *
 * @param socket the public routes' unix socket, for an nginx on this machine; its path takes less than 108 bytes
 * @param api the public routes' TCP address, for an nginx elsewhere
 * @param metrics the metrics' TCP address; port 0 takes any that is free; empty for a program whose metrics another one serves
 */
public record Listeners(Path socket, Optional<InetSocketAddress> api, Optional<InetSocketAddress> metrics) {}
