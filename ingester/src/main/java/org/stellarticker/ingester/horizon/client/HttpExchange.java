package org.stellarticker.ingester.horizon.client;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Sends requests over shared connections, receives each answer whole, and counts both. Makes no request twice. */
final class HttpExchange implements AutoCloseable {

    private final RequestBudget budget;
    private final Clock clock;
    private final ClockCheck clockCheck = new ClockCheck();
    private final IngesterMetrics metrics;
    private final OkHttpClient client;
    private final OkHttpClient checkClient;

    HttpExchange(RequestBudget budget, Clock clock, IngesterMetrics metrics) {
        this.budget = budget;
        this.clock = clock;
        this.metrics = metrics;
        // The budget decides whose turn it is; no request waits behind the slow answers of others.
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofSeconds(10))
                // Horizon gives up on a query after 55 s, and answers with an error.
                .readTimeout(Duration.ofSeconds(60))
                .callTimeout(Duration.ofSeconds(90))
                // Horizon closes idle connections after 5 s; the first request after a pause may still meet a dead one,
                // and is made again on a fresh one.
                .connectionPool(new ConnectionPool(8, 4, TimeUnit.SECONDS))
                .retryOnConnectionFailure(true)
                // Horizon never redirects; a proxy must not choose the server that is asked.
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        this.checkClient = client.newBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .callTimeout(Duration.ofSeconds(10))
                .build();
    }

    private HttpExchange(HttpExchange shared) {
        this.budget = shared.budget;
        this.clock = shared.clock;
        this.metrics = shared.metrics;
        this.client = shared.client;
        this.checkClient = shared.checkClient;
    }

    /** Returns an exchange over the same connections whose answers are compared with the clock by themselves. */
    HttpExchange elsewhere() {
        return new HttpExchange(this);
    }

    /** Returns the client, for streams, which have their own time-outs but share its connections. */
    OkHttpClient client() {
        return client;
    }

    Clock clock() {
        return clock;
    }

    ClockCheck clockCheck() {
        return clockCheck;
    }

    void count(FaultKind kind) {
        metrics.horizonError(kind.word());
    }

    private void count(String status, Priority priority) {
        metrics.horizonRequest(priority.word(), status);
    }

    /**
     * Sends a request, and waits for the answer.
     *
     * @throws HorizonException when none comes
     */
    Answer send(HttpUrl url, Priority priority) throws InterruptedException {
        return send(client, url, priority);
    }

    /** Sends a request to a server that is being checked, with short time-outs. */
    Answer sendCheck(HttpUrl url) throws InterruptedException {
        return send(checkClient, url, Priority.LIVE_TRADES);
    }

    // The client's thread reads the answer, since a thread that waits for a socket cannot be interrupted.
    private Answer send(OkHttpClient with, HttpUrl url, Priority priority) throws InterruptedException {
        var request = new Request.Builder().url(url).header("Accept", "application/json");
        var call = with.newCall(Wire.prepared(request, url));
        var answer = new CompletableFuture<Answer>();
        Instant sent = clock.instant();
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
                clockCheck.answered(sent, clock.instant(), response.header("Date"));
                try {
                    answer.complete(Answer.of(response));
                } catch (IOException | RuntimeException brokeOff) {
                    answer.completeExceptionally(brokeOff);
                }
            }

            @Override
            public void onFailure(Call failed, IOException why) {
                answer.completeExceptionally(why);
            }
        });
        try {
            Answer whole = answer.get();
            count(Integer.toString(whole.status()), priority);
            whole.remaining().ifPresent(budget::atMost);
            return whole;
        } catch (InterruptedException stopped) {
            call.cancel();
            throw stopped;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException network) {
                count(IngesterMetrics.NO_ANSWER, priority);
                count(FaultKind.of(network));
                String reason = network.getMessage() == null ? network.toString() : network.getMessage();
                throw new HorizonException("Horizon " + Wire.name(url) + " does not answer: " + reason, network);
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
