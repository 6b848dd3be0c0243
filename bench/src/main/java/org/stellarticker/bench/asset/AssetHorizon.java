package org.stellarticker.bench.asset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.stellarticker.bench.Deadline;

/**
 * Plays a Horizon with many assets and no trades, and the domains of the issuers. It holds each scan of its list at the
 * start, so that what happens between two scans can be measured apart.
 */
final class AssetHorizon implements AutoCloseable {

    private static final int PAGE = 200;
    private static final Pattern CURSOR = Pattern.compile("(?:^|&)cursor=([^&]*)");

    private final GeneratedAssets assets;
    private final HttpServer server;
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();

    // Guarded by this.
    private int begun;
    private int released;
    private int version;
    private long beganAt;
    private long endedAt;

    AssetHorizon(GeneratedAssets assets) throws IOException {
        this.assets = assets;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(answering);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Waits until a scan, counted from 1, is about to start; the scan before is complete then, its tomls included. */
    void awaitScan(int scan, Deadline deadline, Deadline.Condition alive) throws Exception {
        deadline.await(() -> {
            alive.holds();
            return begun() >= scan;
        });
    }

    private synchronized int begun() {
        return begun;
    }

    /** Releases the waiting scan. */
    synchronized void release(int withValidators) {
        released = begun;
        version = withValidators;
        beganAt = System.nanoTime();
        notifyAll();
    }

    /** Releases all scans from now on. */
    synchronized void passAll(int withValidators) {
        release(withValidators);
        released = Integer.MAX_VALUE;
    }

    /** Returns the length of the last scan, from its first page to its last. */
    synchronized double seconds() {
        return (endedAt - beganAt) / 1e9;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getRawQuery();
            String host = exchange.getRequestHeaders().getFirst("Host");
            switch (path) {
                case "/" -> send(exchange, 200, root());
                case "/assets" -> send(exchange, 200, page(cursor(query == null ? "" : query)));
                case "/.well-known/stellar.toml" -> {
                    String toml = assets.toml(host == null ? "" : host);
                    send(exchange, toml.isEmpty() ? 404 : 200, toml);
                }
                case "/trades", "/liquidity_pools", "/trade_aggregations" -> send(exchange, 200, records(path, ""));
                default -> send(exchange, 404, "{\"title\": \"Resource Missing\"}");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static String cursor(String query) {
        var cursor = CURSOR.matcher(query);
        return cursor.find() ? URLDecoder.decode(cursor.group(1), StandardCharsets.UTF_8) : "";
    }

    private static String root() {
        return """
                {"horizon_version": "24.0.0", "history_latest_ledger": 60000000, "history_elder_ledger": 2,
                 "history_latest_ledger_closed_at": "%s",
                 "network_passphrase": "Public Global Stellar Network ; September 2015"}""".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private String page(String cursor) throws InterruptedException {
        int version = cursor.isEmpty() ? awaitRelease() : version();
        int from = GeneratedAssets.number(cursor) + 1;
        int to = Math.min(from + PAGE, assets.count());
        if (from >= to) {
            ended();
            return records("/assets?cursor=" + cursor, "");
        }
        var records = new StringBuilder(PAGE * 1_200);
        for (int number = from; number < to; number++) {
            records.append(records.isEmpty() ? "" : ",").append(assets.record(number, version));
        }
        return records("/assets?cursor=" + assets.pagingToken(to - 1), records.toString());
    }

    private synchronized int awaitRelease() throws InterruptedException {
        begun++;
        while (released < begun) {
            wait();
        }
        return version;
    }

    private synchronized int version() {
        return version;
    }

    private synchronized void ended() {
        endedAt = System.nanoTime();
    }

    private static String records(String next, String records) {
        return "{\"_links\": {\"next\": {\"href\": \"" + next + "\"}}, \"_embedded\": {\"records\": [" + records
                + "]}}";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }
}
