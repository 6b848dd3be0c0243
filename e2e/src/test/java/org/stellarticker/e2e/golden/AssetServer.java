package org.stellarticker.e2e.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays a Horizon with assets only, and the domains of their issuers. */
final class AssetServer implements AutoCloseable {

    private static final String ROOT = """
        {"network_passphrase": "Public Global Stellar Network ; September 2015", "history_latest_ledger": 1,
         "history_elder_ledger": 1}\
        """;
    private static final String END = "{\"_links\": {}, \"_embedded\": {\"records\": []}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param pages the bodies of {@code /assets}, by the cursor that leads to each; the first by an empty one
     * @param tomls by host
     */
    AssetServer(Map<String, String> pages, Map<String, String> tomls) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, ROOT));
        server.createContext("/assets", exchange -> answer(exchange, pages.getOrDefault(cursor(exchange), END)));
        server.createContext(
                "/.well-known/stellar.toml",
                exchange -> answer(
                        exchange,
                        tomls.getOrDefault(exchange.getRequestHeaders().getFirst("Host"), "<html></html>")));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String cursor(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        int at = query.indexOf("cursor=");
        return at < 0 ? "" : query.substring(at + "cursor=".length());
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
