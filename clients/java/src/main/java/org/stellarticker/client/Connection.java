package org.stellarticker.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.error.ApiException;
import org.stellarticker.client.error.CallInterruptedException;
import org.stellarticker.client.error.TickerException;
import org.stellarticker.client.error.UnexpectedAnswerException;
import org.stellarticker.client.error.UnreachableException;

/** Sends requests to one ticker, and repeats those that it could not answer for now. */
final class Connection {

    private static final String API = "/api/v1";
    private static final String AGENT = "stellar-ticker-java/0.1.0";
    private static final int HUNDREDS_OF_SUCCESS = 2;
    private static final int REFUSED_FOR_NOW = 429;
    private static final Set<Integer> RETRIED = Set.of(REFUSED_FOR_NOW, 502, 503, 504);

    private final HttpClient http;
    private final String url;
    private final Duration timeout;
    private final Retry retry;
    private final Optional<String> key;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ServerTime serverTime;

    /** @param key of an account; empty without one */
    Connection(String url, Duration timeout, Retry retry, Optional<String> key) {
        this.url = url.replaceAll("/+$", "");
        this.timeout = timeout;
        this.retry = retry;
        this.key = key;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** An answer of success that is not read yet. */
    static final class Answer {

        private final byte[] body;
        private final Optional<String> link;

        private Answer(byte[] body, Optional<String> link) {
            this.body = body;
            this.link = link;
        }

        <A> A read(Call<A> call) {
            return Answers.read(call, body);
        }

        Optional<String> link() {
            return link;
        }
    }

    /** The date of an answer, and when it came by this machine's counter: its clock may differ by hours. */
    private record ServerTime(Instant date, long nanos) {
        Instant now() {
            return date.plusNanos(System.nanoTime() - nanos);
        }
    }

    String url() {
        return url;
    }

    Retry retry() {
        return retry;
    }

    Optional<Instant> serverTime() {
        return Optional.ofNullable(serverTime).map(ServerTime::now);
    }

    /** Ends all waits. */
    void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    <A> A get(Call<A> call) {
        return await(begin(call)).read(call);
    }

    /** Sends what is answered without a body, or by one that says nothing more. */
    void send(Call<Void> call) {
        await(begin(call));
    }

    /** Begins a request; the answer may be awaited later. */
    CompletableFuture<Answer> begin(Call<?> call) {
        return attempt(call, 1);
    }

    private CompletableFuture<Answer> attempt(Call<?> call, int number) {
        HttpRequest.Builder begun =
                request(call).header("Accept", "application/json").header("Accept-Encoding", "gzip");
        call.body().ifPresent(body -> begun.header("Content-Type", "application/json"));
        HttpRequest request = begun.method(
                        call.method(),
                        call.body()
                                .map(body -> BodyPublishers.ofByteArray(Answers.write(body)))
                                .orElseGet(BodyPublishers::noBody))
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        // The request's own time-out would end with the headers.
        return sent.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::checked)
                .exceptionallyCompose(fault -> {
                    sent.cancel(true);
                    return again(call, number, fault(fault));
                });
    }

    private CompletableFuture<Answer> again(Call<?> call, int failures, TickerException fault) {
        Optional<Duration> asked = fault instanceof ApiException api ? api.retryAfter() : Optional.empty();
        // What changes something may be done already, unless it was refused.
        boolean mayRepeat = call.changes() ? wasRefused(fault) : mayPass(fault);
        Optional<Duration> wait = mayRepeat ? retry.waitAfter(failures, asked) : Optional.empty();
        if (wait.isEmpty() || isClosed()) {
            return CompletableFuture.failedFuture(fault);
        }
        return new CompletableFuture<String>()
                .completeOnTimeout("", wait.get().toNanos(), TimeUnit.NANOSECONDS)
                .thenCompose(waited -> attempt(call, failures + 1));
    }

    private Answer checked(HttpResponse<byte[]> response) {
        see(response.headers());
        byte[] body = unzipped(response);
        if (response.statusCode() / 100 != HUNDREDS_OF_SUCCESS) {
            throw Answers.error(response.statusCode(), response.headers(), body);
        }
        return new Answer(body, response.headers().firstValue("link"));
    }

    private static byte[] unzipped(HttpResponse<byte[]> response) {
        if (response.headers()
                .firstValue("content-encoding")
                .filter("gzip"::equals)
                .isEmpty()) {
            return response.body();
        }
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return unzipped.readAllBytes();
        } catch (IOException e) {
            throw new UnexpectedAnswerException("the answer's compression is broken: " + e.getMessage(), e);
        }
    }

    /** Whether another attempt may succeed. */
    static boolean mayPass(TickerException fault) {
        return fault instanceof ApiException api
                ? RETRIED.contains(api.status())
                : fault instanceof UnreachableException;
    }

    private static boolean wasRefused(TickerException fault) {
        return fault instanceof ApiException api && api.status() == REFUSED_FOR_NOW;
    }

    HttpRequest.Builder request(Call<?> call) {
        var request =
                HttpRequest.newBuilder(URI.create(url + API + call.address())).header("User-Agent", AGENT);
        key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    HttpClient http() {
        return http;
    }

    void see(HttpHeaders headers) {
        headers.firstValue("date")
                .flatMap(Answers::date)
                .ifPresent(date -> serverTime = new ServerTime(date, System.nanoTime()));
    }

    /** Returns the value, or throws why there is none. */
    <V> V await(CompletableFuture<V> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw fault(e);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw interrupted(e);
        }
    }

    static CallInterruptedException interrupted(InterruptedException fault) {
        Thread.currentThread().interrupt();
        return new CallInterruptedException("interrupted while waiting for an answer", fault);
    }

    TickerException fault(Throwable thrown) {
        Throwable fault = thrown;
        while (!(fault instanceof TickerException) && fault.getCause() != null) {
            fault = fault.getCause();
        }
        if (fault instanceof TickerException known) {
            return known;
        }
        String why = fault instanceof TimeoutException
                ? "no whole answer within " + timeout
                : fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return new UnreachableException(url + " does not answer: " + why, thrown);
    }

    /** Waits, unless the client or the stream is closed before. */
    void pause(Duration wait, CountDownLatch ended) {
        try {
            long deadline = System.nanoTime() + wait.toNanos();
            while (!isClosed() && System.nanoTime() < deadline) {
                long slice = Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100));
                if (ended.await(slice, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
