package org.stellarticker.bench.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Fetches {@code markets.json} ten times a second beside the load, in each form in turn, and checks all of every answer. It does the
 * same whether the product is suspended or not.
 */
final class CheckingClient implements AutoCloseable {

    private static final List<FileForm> FORMS = List.of(FileForm.values());
    private static final long BETWEEN_MS = 100;
    private static final int MOST_REPORTED = 5;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looks;
    private final URI address;
    private final FileVersions versions = new FileVersions();
    private final List<String> faults = new ArrayList<>();
    private String plainEtag = "";
    private long answers;
    private long errors;
    private long torn;

    /**
     * What it has seen.
     *
     * @param answers checked ones
     * @param errors requests without an answer, and answers of other statuses than 200 and 304
     * @param torn answers that are no whole version, or another one than their ETag names
     * @param versions different ones
     * @param faults the first few, in words
     */
    record Seen(long answers, long errors, long torn, int versions, List<String> faults) {}

    private CheckingClient(URI address) {
        this.address = address;
        this.looks = timer.scheduleAtFixedRate(this::look, 0, BETWEEN_MS, TimeUnit.MILLISECONDS);
    }

    /** Begins at once. */
    static CheckingClient start(URI address) {
        return new CheckingClient(address);
    }

    private synchronized void look() {
        FileForm form = FORMS.get(Math.toIntExact(answers % FORMS.size()));
        answers++;
        try {
            HttpResponse<byte[]> answer = fetch(form);
            String etag = answer.headers().firstValue("ETag").orElse("");
            if (answer.statusCode() == OK) {
                check(form, answer, etag);
            } else if (answer.statusCode() != NOT_MODIFIED || form != FileForm.NOT_MODIFIED) {
                errors++;
                report(form + ": status " + answer.statusCode());
            } else if (!etag.equals(plainEtag)) {
                torn++;
                report("304 with the ETag " + etag + " to " + plainEtag);
            }
        } catch (IOException failed) {
            errors++;
            report(form + ": " + failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> fetch(FileForm form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (form == FileForm.NOT_MODIFIED) {
            // As a real poller does; one that has an older version gets the new one.
            request.header("If-None-Match", plainEtag);
        } else {
            form.headers().forEach(request::header);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private void check(FileForm form, HttpResponse<byte[]> answer, String etag) {
        try {
            String encoding = answer.headers().firstValue("Content-Encoding").orElse("");
            if (!encoding.equals(form.encoding())) {
                throw new IOException("expected the encoding '" + form.encoding() + "', found '" + encoding + "'");
            }
            versions.check(form, etag, answer.body());
            plainEtag = form.encoding().isEmpty() ? etag : plainEtag;
        } catch (IOException incomplete) {
            torn++;
            report(form + ": " + incomplete);
        }
    }

    private void report(String fault) {
        if (faults.size() < MOST_REPORTED) {
            faults.add(fault);
        }
    }

    /** Returns what it has seen until now; throws when a fault of its own has ended it. */
    synchronized Seen seen() throws ExecutionException, InterruptedException {
        if (looks.isDone()) {
            looks.get();
        }
        return new Seen(answers, errors, torn, versions.count(), List.copyOf(faults));
    }

    @Override
    public void close() {
        timer.close();
        client.close();
    }
}
