package org.stellarticker.ingester.horizon;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Horizon until it answers: the one place where requests are budgeted, counted and retried. */
final class Requests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private static final int UNTIL_IT_ANSWERS = Integer.MAX_VALUE;

    private final Servers servers;
    private final RequestBudget budget;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final OkHttpClient client;

    Requests(Servers servers, RequestBudget budget, Clock clock, MeterRegistry metrics) {
        this.servers = servers;
        this.budget = budget;
        this.clock = clock;
        this.metrics = metrics;
        this.client = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                // Horizon gives up on a query after 55 s and tells so.
                .readTimeout(Duration.ofSeconds(60))
                .callTimeout(Duration.ofSeconds(90))
                // Horizon closes idle connections after 5 s; the first request after a pause may still meet a dead one,
                // and is made again on a fresh one.
                .connectionPool(new ConnectionPool(8, 4, TimeUnit.SECONDS))
                .retryOnConnectionFailure(true)
                // Horizon never sends one elsewhere; whoever does is not to choose whom we ask.
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** The client, for streams, which have time-outs of their own but share its connections. */
    OkHttpClient client() {
        return client;
    }

    Servers servers() {
        return servers;
    }

    RequestBudget budget() {
        return budget;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Gets and reads an answer, however often Horizon must be asked.
     *
     * @param resource where it is on a server, given the server's address
     * @param reader throws {@link HorizonFault} when it can make no sense of the answer
     * @param hindered told why it takes longer
     * @throws HistoryGone for 410
     * @throws HorizonRefusal for 400
     */
    <T> T get(
            Function<HttpUrl, HttpUrl> resource,
            Function<byte[], T> reader,
            Priority priority,
            Consumer<String> hindered)
            throws InterruptedException {
        return get(resource, reader, priority, hindered, UNTIL_IT_ANSWERS);
    }

    /**
     * As the other, but asks so many times only.
     *
     * @throws HorizonFault why the last try failed
     */
    <T> T get(
            Function<HttpUrl, HttpUrl> resource,
            Function<byte[], T> reader,
            Priority priority,
            Consumer<String> hindered,
            int tries)
            throws InterruptedException {
        var patience = new Patience();
        var policy = RetryPolicy.<T>builder()
                .handle(HorizonFault.class)
                .withMaxRetries(tries == UNTIL_IT_ANSWERS ? -1 : tries - 1)
                .withDelayFn(tried -> patience.after(tried.getLastException()))
                .onRetryScheduled(next -> tell(patience, next.getLastException(), next.getDelay(), hindered))
                .build();
        try {
            T read = Failsafe.with(policy).get(() -> attempt(resource, reader, priority));
            if (patience.failures() > 0) {
                log.atInfo().addKeyValue("failures", patience.failures()).log("Horizon answers again");
            }
            return read;
        } catch (FailsafeException ended) {
            if (ended.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw ended;
        }
    }

    private <T> T attempt(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Priority priority)
            throws InterruptedException {
        budget.take(priority);
        HttpUrl server = servers.current();
        try {
            Answer answer = answer(resource.apply(server), server);
            count(Integer.toString(answer.status()));
            answer.remaining().ifPresent(budget::atMost);
            return read(answer, reader);
        } catch (HorizonFault fault) {
            // A server that asks for patience is in order; another one would only be asked more.
            if (fault.retryAfter().isEmpty()) {
                servers.failed(server);
            } else {
                budget.pause(fault.retryAfter().get());
            }
            throw fault;
        }
    }

    private <T> T read(Answer answer, Function<byte[], T> reader) {
        try {
            return reader.apply(answer.orThrow(clock));
        } catch (HorizonFault fault) {
            count(FaultKind.of(answer));
            throw fault;
        }
    }

    private void count(FaultKind kind) {
        Counter.builder("ticker.horizon.faults")
                .description("answers of Horizon that could not be used, by what was wrong")
                .tag("kind", kind.word())
                .register(metrics)
                .increment();
    }

    private void count(String status) {
        metrics.counter("ticker.horizon.requests", "status", status).increment();
    }

    /** On a thread of the client's, since a thread that waits for a socket cannot be interrupted. */
    private Answer answer(HttpUrl url, HttpUrl server) throws InterruptedException {
        var request = new Request.Builder().url(url).header("Accept", "application/json");
        var call = client.newCall(Wire.prepared(request, url));
        var answer = new CompletableFuture<Answer>();
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
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
            return answer.get();
        } catch (InterruptedException stopped) {
            call.cancel();
            throw stopped;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException network) {
                count("none");
                count(FaultKind.of(network));
                String reason = network.getMessage() == null ? network.toString() : network.getMessage();
                throw new HorizonFault("Horizon " + Wire.name(server) + " does not answer: " + reason, network);
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static void tell(Patience patience, Throwable fault, Duration delay, Consumer<String> hindered) {
        String reason = String.valueOf(fault.getMessage());
        hindered.accept(reason);
        // One line when it begins; the status tells the rest.
        var event = patience.failures() == 1 ? log.atWarn() : log.atDebug();
        event.addKeyValue("because", reason)
                .addKeyValue("failures", patience.failures())
                .addKeyValue("again_in_ms", delay.toMillis())
                .log("Horizon hinders");
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
