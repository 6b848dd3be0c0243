package org.stellarticker.e2e.run;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** Reads markets.json repeatedly, as served and as stored in each form, and collects what was wrong. */
final class FileWatch implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final RunningTicker ticker;
    private final Path www;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean ends;
    private final AtomicInteger checked = new AtomicInteger();

    FileWatch(RunningTicker ticker) {
        Brotli4jLoader.ensureAvailability();
        this.ticker = ticker;
        this.www = ticker.state().resolve("www");
        this.thread = Thread.ofPlatform().name("file-watch").start(this::watch);
    }

    private void watch() {
        long newest = 0;
        while (!ends) {
            try {
                newest = check("served", served(), newest);
                newest = check("plain", Files.newInputStream(www.resolve("markets.json")), newest);
                check("gz", new GZIPInputStream(Files.newInputStream(www.resolve("markets.json.gz"))), 0);
                check("br", new BrotliInputStream(Files.newInputStream(www.resolve("markets.json.br"))), 0);
            } catch (IOException e) {
                faults.add(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private InputStream served() throws IOException, InterruptedException {
        var answer = ticker.get("/");
        if (answer.statusCode() != 200) {
            faults.add("served: status " + answer.statusCode());
        }
        return new ByteArrayInputStream(answer.body());
    }

    /** @return when it was generated, epoch milliseconds */
    private long check(String form, InputStream file, long newest) throws IOException {
        try (file) {
            JsonNode markets = json.readTree(file.readAllBytes());
            long generated = markets.path("generated_at").asLong();
            if (markets.path("pairs").isEmpty()) {
                faults.add(form + ": no pairs");
            } else if (generated < newest) {
                faults.add(form + ": generated at " + generated + " after one of " + newest);
            }
            checked.incrementAndGet();
            return Math.max(newest, generated);
        }
    }

    /** Returns what was wrong, each time it was; empty when nothing was. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    int checked() {
        return checked.get();
    }

    @Override
    public void close() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
