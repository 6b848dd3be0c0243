package org.stellarticker.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The instruments of an exchange, whose best prices are read again each second: the market moves while a load test runs, and
 * orders far from it would meet nobody.
 */
final class Markets implements AutoCloseable {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_LIMIT)
            .build();
    private final Thread reader = Thread.ofPlatform().daemon().unstarted(this::readAgainAndAgain);
    private final List<Market> all;

    private Markets(URI address, String leftAlone) throws IOException, InterruptedException {
        this.address = address;
        this.all = new ArrayList<>();
        for (JsonNode item : ask("/api/v3/instruments").path("items")) {
            Market market = Market.of(item);
            if (!market.symbol().equals(leftAlone)) {
                all.add(market);
            }
        }
        if (all.isEmpty()) {
            throw new IOException(
                    address + "/api/v3/instruments: expected at least one instrument to trade in, found none");
        }
    }

    /**
     * Reads the instruments and their prices.
     *
     * @param leftAlone the instrument in which nobody trades; empty for none
     * @throws IOException when the exchange does not answer, or has no prices
     */
    static Markets of(URI address, String leftAlone) throws IOException, InterruptedException {
        var markets = new Markets(address, leftAlone);
        for (Market market : markets.all) {
            markets.read(market);
        }
        markets.reader.start();
        return markets;
    }

    List<Market> all() {
        return List.copyOf(all);
    }

    private void readAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                for (Market market : all) {
                    readOrKeep(market);
                }
            }
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** The last prices stay when the exchange does not answer, which the users' requests measure. */
    private void readOrKeep(Market market) throws InterruptedException {
        try {
            read(market);
        } catch (IOException fault) {
            System.err.println("the prices of " + market.symbol() + " could not be read: " + fault.getMessage());
        }
    }

    private void read(Market market) throws IOException, InterruptedException {
        market.take(ask("/api/v3/depth?limit=1&instrument=" + market.symbol()));
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(TIME_LIMIT)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            throw new IOException(address.resolve(path) + ": expected status 200, found " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        reader.interrupt();
        client.close();
    }
}
