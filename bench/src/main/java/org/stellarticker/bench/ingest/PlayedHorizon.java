package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.NginxServer;
import org.stellarticker.bench.RunningProgram;

/** Runs the sandbox with a simulated market of a fixed seed. */
public final class PlayedHorizon implements AutoCloseable {

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
     * The simulated market.
     *
     * @param history trades in the seven days before it starts
     * @param tradesPerSecond the average of the live trades
     * @param ledgerSeconds the value of {@code SANDBOX_LEDGER_SECONDS}
     */
    public record Market(int history, int tradesPerSecond, String ledgerSeconds) {}

    /** Starts the sandbox and waits until it answers. */
    public static PlayedHorizon play(Market market, Path folder) throws Exception {
        return play(market, Map.of(), folder);
    }

    /**
     * Starts the sandbox as {@link #play(Market, Path)} does.
     *
     * @param more further settings of the sandbox
     */
    static PlayedHorizon play(Market market, Map<String, String> more, Path folder) throws Exception {
        int port = NginxServer.freePort();
        var settings = new HashMap<>(Map.of(
                "SANDBOX_PORT", Integer.toString(port),
                "SANDBOX_SEED", SEED,
                "SANDBOX_HISTORY_TRADES", Integer.toString(market.history()),
                "SANDBOX_TRADES_PER_SECOND", Integer.toString(market.tradesPerSecond()),
                "SANDBOX_LEDGER_SECONDS", market.ledgerSeconds()));
        settings.putAll(more);
        var sandbox = RunningProgram.start("sandbox", folder, settings);
        var horizon = new PlayedHorizon(sandbox, URI.create("http://127.0.0.1:" + port));
        try {
            Deadline.in(TIME_TO_BEGIN, "the sandbox answers").await(horizon::answers);
        } catch (Exception notStarted) {
            horizon.close();
            throw notStarted;
        }
        return horizon;
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

    public URI address() {
        return address;
    }

    /** Returns the paging token of the newest trade; empty when there is none. */
    String newestTrade() throws IOException, InterruptedException {
        String page = new String(page("order=desc&limit=1"), java.nio.charset.StandardCharsets.US_ASCII);
        return PageTokens.last(page);
    }

    /** Returns a page of {@code /trades}, unchanged. */
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
     * Returns the trades a second of one reader that fetches page after page, newest first, and does not process them.
     *
     * @param server this server, or one in front of it
     */
    double tradesToOneReader(URI server, Duration lasting) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long trades = 0;
        String cursor = "";
        while (System.nanoTime() - begin < lasting.toNanos()) {
            var page = new String(
                    get(server, "order=desc&limit=200&cursor=" + cursor), java.nio.charset.StandardCharsets.US_ASCII);
            // Starts again from the newest trade: only the source's rate matters.
            cursor = PageTokens.last(page);
            trades += PageTokens.count(page);
        }
        return trades / ((System.nanoTime() - begin) / 1e9);
    }

    public RunningProgram program() {
        return sandbox;
    }

    /** Returns the processor time that it has used. */
    Duration cpu() {
        return sandbox.cpu();
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
