package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.RunningProgram;

/** The sandbox, with a simulated market of a fixed seed. */
final class PlayedHorizon implements AutoCloseable {

    private static final String SEED = "20251031";
    private static final Duration TIME_TO_BEGIN = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningProgram sandbox;
    private final URI address;

    private PlayedHorizon(RunningProgram sandbox, URI address) {
        this.sandbox = sandbox;
        this.address = address;
    }

    /**
     * What is traded.
     *
     * @param history trades in the seven days before it begins
     * @param tradesPerSecond from then on, on the average
     * @param ledgerSeconds as {@code SANDBOX_LEDGER_SECONDS} has it
     */
    record Market(int history, int tradesPerSecond, String ledgerSeconds) {}

    /** Starts it, and waits until it answers. */
    static PlayedHorizon play(Market market, Path folder) throws Exception {
        int port = freePort();
        var sandbox = RunningProgram.start(
                "sandbox",
                folder,
                Map.of(
                        "SANDBOX_PORT", Integer.toString(port),
                        "SANDBOX_SEED", SEED,
                        "SANDBOX_HISTORY_TRADES", Integer.toString(market.history()),
                        "SANDBOX_TRADES_PER_SECOND", Integer.toString(market.tradesPerSecond()),
                        "SANDBOX_LEDGER_SECONDS", market.ledgerSeconds()));
        var horizon = new PlayedHorizon(sandbox, URI.create("http://127.0.0.1:" + port));
        try {
            Deadline.in(TIME_TO_BEGIN, "the sandbox answers").await(horizon::answers);
        } catch (Exception notStarted) {
            horizon.close();
            throw notStarted;
        }
        return horizon;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        sandbox.check();
        try {
            newestTrade();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI address() {
        return address;
    }

    /** The paging token of the newest trade; empty when there is none. */
    String newestTrade() throws IOException, InterruptedException {
        String page = new String(page("order=desc&limit=1"), java.nio.charset.StandardCharsets.US_ASCII);
        return PageTokens.last(page);
    }

    /** A page of {@code /trades} as it came. */
    byte[] page(String query) throws IOException, InterruptedException {
        return get(address, query);
    }

    private byte[] get(URI server, String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/trades?" + query)).build();
        try (InputStream body =
                client.send(request, BodyHandlers.ofInputStream()).body()) {
            return body.readAllBytes();
        }
    }

    /**
     * How many trades a second one reader gets that asks for page after page, newest first, and does nothing with them.
     *
     * @param server this one, or one that stands before it
     */
    double tradesToOneReader(URI server, Duration lasting) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long trades = 0;
        String cursor = "";
        while (System.nanoTime() - begin < lasting.toNanos()) {
            var page = new String(
                    get(server, "order=desc&limit=200&cursor=" + cursor), java.nio.charset.StandardCharsets.US_ASCII);
            // From the end on again: what counts is what it gives.
            cursor = PageTokens.last(page);
            trades += PageTokens.count(page);
        }
        return trades / ((System.nanoTime() - begin) / 1e9);
    }

    /** The processor time that it took until now. */
    Duration cpu() {
        return sandbox.cpu();
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
