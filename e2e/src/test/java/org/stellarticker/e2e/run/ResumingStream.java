package org.stellarticker.e2e.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows the stream of a subscription, and resumes it by {@code Last-Event-ID} whenever it breaks off. */
final class ResumingStream implements AutoCloseable {

    private static final Pattern TRADE = Pattern.compile("\"paging_token\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final String key;
    private final List<String> trades = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::follow, "stream");
    private volatile boolean ends;
    private String lastId = "";

    /** Counts when the data of its event have come. */
    private String nextId = "";

    private ResumingStream(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    static ResumingStream start(URI address, String key) {
        var stream = new ResumingStream(address, key);
        stream.thread.start();
        return stream;
    }

    /** Returns the paging tokens of the trades that came, in their order. */
    List<String> trades() {
        synchronized (trades) {
            return List.copyOf(trades);
        }
    }

    private void follow() {
        while (!ends) {
            var request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + key)
                    .timeout(Duration.ofSeconds(20));
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            try {
                HttpResponse<Stream<String>> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                try (Stream<String> lines = answer.body()) {
                    if (answer.statusCode() == 200) {
                        lines.forEach(this::take);
                    }
                }
            } catch (IOException | UncheckedIOException broken) {
                // Its server was killed, or its database: it is asked again.
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void take(String line) {
        if (line.startsWith("id:")) {
            nextId = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
            Matcher found = TRADE.matcher(line);
            if (found.find()) {
                trades.add(found.group(1));
            }
            lastId = nextId;
        }
    }

    @Override
    public void close() {
        ends = true;
        thread.interrupt();
        http.shutdownNow();
    }
}
