package org.stellarticker.ingester;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/** A Horizon for tests: it serves the trades that a test adds by HTTP, and misbehaves as the test demands. */
public final class TestHorizon implements AutoCloseable {

    /** Handles a request in place of a correct response. */
    @FunctionalInterface
    public interface Turn {
        void handle(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final NavigableMap<TradeId, String> trades = new TreeMap<>();
    private final Deque<Turn> pageTurns = new ConcurrentLinkedDeque<>();
    private final Deque<Turn> streamTurns = new ConcurrentLinkedDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Duration streamTime = Duration.ofSeconds(5);
    private volatile int streamLimit = 200;
    private volatile int pageLimit = 200;
    private final Map<String, Turn> resources = new ConcurrentHashMap<>();
    private volatile long elderLedger = 1;
    private volatile long quietLedgers;
    private volatile Duration earlier = Duration.ZERO;
    private volatile Runnable beforeEach = () -> {};
    private volatile String passphrase = "Test";

    public TestHorizon() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds trade records, whose ledgers count as closed. */
    public void add(List<String> records) {
        synchronized (trades) {
            for (String record : records) {
                trades.put(Records.positionOf(record), record);
            }
            trades.notifyAll();
        }
    }

    public void add(String record) {
        add(List.of(record));
    }

    /** Sets how the next request that is not a stream is handled. */
    public void nextPage(Turn turn) {
        pageTurns.add(turn);
    }

    /** Lets the next pages be correct before any misbehaviour that is set after this. */
    public void nextPagesGood(int pages) {
        for (int page = 0; page < pages; page++) {
            pageTurns.add(this::good);
        }
    }

    /** Sets what happens before each response. */
    public void beforeEach(Runnable action) {
        beforeEach = action;
    }

    /** Sets the correct response of a path. */
    public void serve(String path, Turn turn) {
        resources.put(path, turn);
    }

    /** Sets how the next stream is handled. */
    public void nextStream(Turn turn) {
        streamTurns.add(turn);
    }

    /** Sets the most records of a page, however many were asked for. */
    public void pagesOf(int records) {
        pageLimit = records;
    }

    /** Sets the number of events after which a stream closes; the real Horizon closes after 200. */
    public void streamsOf(int events) {
        streamLimit = events;
    }

    /** Sets the time after which a stream closes; the real Horizon closes after 55 s. */
    public void streamsFor(Duration time) {
        streamTime = time;
    }

    /** Sets the number of ledgers without a trade after the last one with a trade. */
    public void quietFor(long ledgers) {
        quietLedgers = ledgers;
    }

    /** Makes the ledgers close earlier than on other servers. */
    public void closesEarlierBy(Duration time) {
        earlier = time;
    }

    /** Serves a record in another ledger than its own token says. */
    public void reportsAhead(long ledger, String record) {
        synchronized (trades) {
            trades.put(Records.id(ledger, 1), record);
            trades.notifyAll();
        }
    }

    public void isOfNetwork(String name) {
        passphrase = name;
    }

    /** Of older ledgers it answers as Horizon does: 410 in descending order; in ascending order, the trades from here on. */
    public void keepsFrom(long ledger) {
        elderLedger = ledger;
    }

    /** Returns every request so far; that of a stream has the prefix {@code stream }. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public static Turn answer(int status, Map<String, String> headers, String body) {
        return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Turn answer(int status, Map<String, String> headers, byte[] body) {
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        };
    }

    /** Begins a response and closes the connection. */
    public static Turn brokenOff(String type, String beginning) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("broken off on purpose");
        };
    }

    /** Closes the connection without a response. */
    public static Turn silence() {
        return exchange -> {
            throw new IOException("closed on purpose");
        };
    }

    /** Sends nothing until the test is over. */
    public static Turn hanging() {
        return exchange -> {
            try {
                Thread.sleep(Duration.ofHours(1));
            } catch (InterruptedException over) {
                throw new IOException(over);
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean stream = "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"));
        requests.add((stream ? "stream " : "") + exchange.getRequestURI());
        Turn turn = (stream ? streamTurns : pageTurns).poll();
        beforeEach.run();
        try (exchange) {
            if (turn != null) {
                turn.handle(exchange);
            } else if (stream) {
                stream(exchange);
            } else {
                good(exchange);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void good(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Turn resource = resources.get(path);
        if (resource != null) {
            resource.handle(exchange);
        } else if (path.equals("/")) {
            answer(200, Map.of(), root()).handle(exchange);
        } else if (path.startsWith("/ledgers/")) {
            long ledger = Long.parseLong(path.substring("/ledgers/".length()));
            if (ledger > newestLedger()) {
                answer(404, Map.of(), "{}").handle(exchange);
                return;
            }
            answer(
                            200,
                            Map.of(),
                            "{\"closed_at\": \"" + Records.closeTime(ledger).minus(earlier) + "\"}")
                    .handle(exchange);
        } else {
            page(exchange);
        }
    }

    private long newestLedger() {
        synchronized (trades) {
            return (trades.isEmpty() ? elderLedger : trades.lastKey().ledger().value()) + quietLedgers;
        }
    }

    private String root() {
        synchronized (trades) {
            long lastWithTrade =
                    trades.isEmpty() ? elderLedger : trades.lastKey().ledger().value();
            return """
                {"horizon_version": "24.0.0", "history_latest_ledger": %d, "history_elder_ledger": %d,
                 "history_latest_ledger_closed_at": "%s", "network_passphrase": "%s"}\
                """.formatted(
                            lastWithTrade + quietLedgers,
                            elderLedger,
                            Records.closeTime(lastWithTrade + quietLedgers).minus(earlier),
                            passphrase);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        var query = query(exchange);
        boolean ascending = !"desc".equals(query.get("order"));
        var asked = TradeId.parse(query.getOrDefault("cursor", ""));
        var oldest = new TradeId(new LedgerSequence(elderLedger).firstToid(), 0);
        if (!ascending && asked.compareTo(oldest) <= 0) {
            answer(410, Map.of(), "{}").handle(exchange);
            return;
        }
        var from = asked.compareTo(oldest) < 0 ? oldest : asked;
        int limit = Math.min(pageLimit, Integer.parseInt(query.getOrDefault("limit", "")));
        List<String> records;
        synchronized (trades) {
            var beyond = ascending
                    ? trades.tailMap(from, false)
                    : trades.headMap(from, false).tailMap(oldest, true).descendingMap();
            records = beyond.values().stream().limit(limit).toList();
        }
        String next = records.isEmpty()
                ? from.toString()
                : Records.positionOf(records.getLast()).toString();
        answer(200, Map.of("Content-Type", "application/hal+json; charset=utf-8"), """
            {"_links": {"self": {"href": "%1$s"}, "next": {"href": "%1$s/trades?cursor=%2$s"}},
             "_embedded": {"records": [%3$s]}}\
            """.formatted(
                                url(), next, String.join(",\n", records)))
                .handle(exchange);
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        var last =
                TradeId.parse(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                        .orElse(query(exchange).getOrDefault("cursor", "")));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(out, "retry: 1000\nevent: open\ndata: \"hello\"\n\n");
        long end = System.nanoTime() + streamTime.toNanos();
        int sent = 0;
        while (sent < streamLimit && System.nanoTime() < end) {
            for (Map.Entry<TradeId, String> trade : after(last, streamLimit - sent, end)) {
                last = trade.getKey();
                write(out, "id: " + Records.positionOf(trade.getValue()) + "\ndata: " + trade.getValue() + "\n\n");
                sent++;
            }
        }
        write(out, "retry: 10\nevent: close\ndata: \"byebye\"\n\n");
    }

    private List<Map.Entry<TradeId, String>> after(TradeId last, int most, long end) throws InterruptedException {
        synchronized (trades) {
            while (trades.tailMap(last, false).isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return List.of();
                }
                trades.wait(millis);
            }
            return new ArrayList<>(
                    trades.tailMap(last, false).entrySet().stream().limit(most).toList());
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Stream.of(exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
