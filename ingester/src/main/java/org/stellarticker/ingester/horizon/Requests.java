package org.stellarticker.ingester.horizon;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.event.ExecutionScheduledEvent;
import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.Result.Cause;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Makes requests to Horizon: the one place where they are budgeted, counted and retried. */
final class Requests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    /** The failure of one request, counted in a row, that is logged; a minute has passed by then. */
    private static final int LOGGED_FAILURE = 9;

    private static final int FEW_TRIES = 3;

    private static final int WITHOUT_LIMIT = Integer.MAX_VALUE;

    private final Servers servers;
    private final RequestBudget budget;
    private final Clock clock;
    private final ClockCheck clockCheck = new ClockCheck();
    private final IngesterMetrics metrics;
    private final OkHttpClient client;
    private final OkHttpClient checkClient;
    private final RejectedRecords rejected;
    private final UnconfirmedLedgers unconfirmed = new UnconfirmedLedgers();

    Requests(
            List<URI> urls,
            HealthCheck healthCheck,
            ServerListener listener,
            RequestBudget budget,
            Clock clock,
            IngesterMetrics metrics) {
        this.servers = new Servers(urls, healthCheck, listener, this::tryOnce, System::nanoTime);
        this.budget = budget;
        this.clock = clock;
        this.metrics = metrics;
        this.rejected = new RejectedRecords(metrics);
        metrics.requestBudget(budget::level);
        register(metrics);
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

    private Requests(Requests shared) {
        this.budget = shared.budget;
        this.clock = shared.clock;
        this.metrics = shared.metrics;
        this.client = shared.client;
        this.checkClient = shared.checkClient;
        this.rejected = shared.rejected;
        this.servers = shared.servers.elsewhere(this::tryOnce);
    }

    /** Registers the metrics of all requests with the value 0. */
    static void register(IngesterMetrics metrics) {
        for (Priority priority : Priority.values()) {
            metrics.registerRequests(priority.word());
        }
        for (FaultKind kind : FaultKind.values()) {
            metrics.registerErrors(kind.word());
        }
        RejectedRecords.register(metrics);
    }

    /** Returns requests with the same budget and connections that prefer another server. */
    Requests elsewhere() {
        return new Requests(this);
    }

    /** Returns the client, for streams, which have their own time-outs but share its connections. */
    OkHttpClient client() {
        return client;
    }

    Servers servers() {
        return servers;
    }

    RequestBudget budget() {
        return budget;
    }

    ClockCheck clockCheck() {
        return clockCheck;
    }

    RejectedRecords rejected() {
        return rejected;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Gets and reads an answer. The request is made again until it succeeds, or the thread is interrupted.
     *
     * @param resource makes the URL from the server's address
     * @param reader throws {@link HorizonException} when it cannot read the answer
     * @throws HistoryGone for 410
     */
    <T> T await(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        return get(WITHOUT_LIMIT, () -> attemptUnrefused(resource, reader, purpose), purpose);
    }

    /**
     * Gets and reads an answer. Gives up after a few tries.
     *
     * @param resource makes the URL from the server's address
     * @param reader throws {@link HorizonException} when it cannot read the answer
     */
    <T> Result<T> tryFew(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        try {
            return new Result.Success<>(get(FEW_TRIES, () -> attempt(resource, reader, purpose), purpose));
        } catch (HorizonException failure) {
            String reason = String.valueOf(failure.getMessage());
            return new Result.Failure<>(
                    failure.getCause() instanceof TooLarge ? Cause.REFUSED : Cause.UNANSWERED, reason);
        } catch (HorizonRefusal | HistoryGone refused) {
            return new Result.Failure<>(Cause.REFUSED, String.valueOf(refused.getMessage()));
        }
    }

    private <T> T get(int tries, CheckedSupplier<T> attempt, Purpose purpose) throws InterruptedException {
        var delay = new RetryDelay();
        var logged = new AtomicBoolean();
        var policy = RetryPolicy.<T>builder()
                .handle(HorizonException.class)
                .withMaxRetries(tries == WITHOUT_LIMIT ? -1 : tries - 1)
                .withDelayFn(tried -> pause(delay, tried.getLastException(), purpose))
                .onRetryScheduled(next -> logRetry(delay, next, purpose, logged))
                .build();
        try {
            T read = Failsafe.with(policy).get(attempt);
            if (logged.get()) {
                log.atInfo().addKeyValue("failures", delay.failures()).log("Horizon request succeeds again");
            }
            return read;
        } catch (FailsafeException ended) {
            if (ended.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw ended;
        }
    }

    /** Where there is no other server to ask, work that waits by itself waits as long as Horizon asks. */
    private Duration pause(RetryDelay delay, HorizonException fault, Purpose purpose) {
        Duration pause = delay.after(fault, longestDelay(purpose));
        boolean alone = servers.count() == 1 && !fault.isPaused();
        return fault.retryAfter()
                .filter(asked -> alone && asked.compareTo(pause) > 0)
                .orElse(pause);
    }

    /** Live trades wait little; so does all work during an outage, since one check is shared then. */
    private Duration longestDelay(Purpose purpose) {
        return purpose.priority() == Priority.LIVE_TRADES || servers.areUnverified()
                ? RetryDelay.DURING_AN_OUTAGE
                : RetryDelay.LONGEST;
    }

    /**
     * Returns the newest ledger whose trades are accepted. When a position lies beyond the known one, Horizon is asked for
     * its root document, and for the ledger of the position: behind one address a replica may be behind.
     *
     * @param furthest the furthest position of an answer
     * @throws HorizonException when the ledger may have closed, and Horizon does not confirm it yet
     */
    LedgerSequence newestFor(TradeId furthest, Purpose purpose) throws InterruptedException {
        if (isBeyondNewest(furthest)) {
            Optional<LedgerSequence> newest = newest(purpose);
            if (newest.isEmpty()) {
                // The records around a token decide.
                return new LedgerSequence(Integer.MAX_VALUE);
            }
            if (servers.mayHaveClosed(newest.get()) || hasLedger(newest.get()).orElse(true)) {
                servers.updateNewest(newest.get());
            }
        }
        if (isBeyondNewest(furthest) && (servers.isNewestUnknown() || servers.mayHaveClosed(furthest.ledger()))) {
            if (!servers.isNewestUnknown() && hasLedger(furthest.ledger()).orElse(false)) {
                servers.updateNewest(furthest.ledger());
            } else if (unconfirmed.mayBeConfirmed(furthest)) {
                throw new HorizonException("expected trades up to ledger " + servers.newestReported()
                        + ", found one in ledger " + furthest.ledger()
                        + ", which Horizon does not confirm yet; it is asked again");
            }
        }
        return servers.isNewestUnknown() ? new LedgerSequence(Integer.MAX_VALUE) : servers.newestReported();
    }

    private boolean isBeyondNewest(TradeId position) {
        return position.ledger().compareTo(servers.newestReported()) > 0;
    }

    /** Trades are read also where the root document is not answered. */
    private Optional<LedgerSequence> newest(Purpose purpose) throws InterruptedException {
        return switch (tryFew(server -> server, SdkModels::network, purpose)) {
            case Result.Success<Network>(Network network) -> Optional.of(network.newest());
            case Result.Failure<Network>(Cause _, String reason) -> {
                log.atDebug().addKeyValue("because", reason).log("newest ledger unknown");
                yield Optional.empty();
            }
        };
    }

    /** Returns whether a ledger closed; empty when Horizon does not answer. */
    private Optional<Boolean> hasLedger(LedgerSequence ledger) throws InterruptedException {
        try {
            return Optional.of(tryOnce(servers.select()
                            .newBuilder()
                            .addPathSegment("ledgers")
                            .addPathSegment(Long.toString(ledger.value()))
                            .build())
                    .isPresent());
        } catch (HorizonException unanswered) {
            return Optional.empty();
        }
    }

    /** Our requests are valid: a server that refuses one may accept it later, or a proxy refused it. */
    private <T> T attemptUnrefused(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        try {
            return attempt(resource, reader, purpose);
        } catch (HorizonRefusal refused) {
            throw new HorizonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Makes a request once. */
    <T> T attempt(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        HttpUrl server = servers.select();
        budget.take(purpose.priority(), purpose.turn());
        try {
            T read = read(answer(client, resource.apply(server), purpose.priority()), reader);
            servers.answered(server);
            budget.answered();
            return read;
        } catch (HorizonException fault) {
            throw failed(server, fault, purpose.priority());
        } catch (HorizonRefusal refused) {
            servers.failed(server, String.valueOf(refused.getMessage()));
            throw refused;
        }
    }

    /**
     * Notes a failure. A server that asks for a pause works, and a request for its root document would only be one more; where there is
     * another server, that one may have less to do. A 429 pauses all work. Any other status does so only for live trades:
     * an order book that is not ready says nothing of trades, and its reader alone waits.
     *
     * @return the exception to throw
     */
    HorizonException failed(HttpUrl server, HorizonException fault, Priority priority) {
        boolean onlyOne = servers.count() == 1;
        boolean asksForPause =
                onlyOne && fault.retryAfter().filter(Duration::isPositive).isPresent();
        boolean toPause = asksForPause && priority == Priority.LIVE_TRADES;
        if (fault.isRateLimit()) {
            budget.refused(fault.retryAfter());
        } else if (toPause) {
            budget.pause(fault.retryAfter().get());
        }
        if (!(fault.isRateLimit() || asksForPause) || !onlyOne) {
            servers.failed(server, String.valueOf(fault.getMessage()));
        }
        return fault.isRateLimit() || toPause ? fault.asPaused() : fault;
    }

    /** Makes a request to a server that is being checked. */
    private Optional<byte[]> tryOnce(HttpUrl url) throws InterruptedException {
        budget.take(Priority.LIVE_TRADES, RequestBudget.Turn.IGNORED);
        Answer answer = answer(checkClient, url, Priority.LIVE_TRADES);
        try {
            return answer.status() == 404 ? Optional.empty() : Optional.of(read(answer, body -> body));
        } catch (HistoryGone notKept) {
            return Optional.empty();
        } catch (HorizonException fault) {
            if (fault.isRateLimit()) {
                budget.refused(fault.retryAfter());
            }
            throw fault;
        } catch (HorizonRefusal refused) {
            throw new HorizonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private <T> T read(Answer answer, Function<byte[], T> reader) {
        try {
            return reader.apply(answer.orThrow(clock));
        } catch (HorizonException | HorizonRefusal unusable) {
            count(FaultKind.of(answer));
            throw unusable;
        }
    }

    void count(FaultKind kind) {
        metrics.horizonError(kind.word());
    }

    private void count(String status, Priority priority) {
        metrics.horizonRequest(priority.word(), status);
    }

    /** The client's thread reads the answer, since a thread that waits for a socket cannot be interrupted. */
    private Answer answer(OkHttpClient client, HttpUrl url, Priority priority) throws InterruptedException {
        var request = new Request.Builder().url(url).header("Accept", "application/json");
        var call = client.newCall(Wire.prepared(request, url));
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

    private void logRetry(RetryDelay delay, ExecutionScheduledEvent<?> next, Purpose purpose, AtomicBoolean logged) {
        String reason = String.valueOf(next.getLastException().getMessage());
        purpose.onRetry().accept(reason);
        // Short failures are in the metrics, and Servers logs an outage. A resource that fails alone is logged once.
        boolean alone = delay.failures() >= LOGGED_FAILURE && !servers.areUnverified();
        var event = alone && logged.compareAndSet(false, true) ? log.atWarn() : log.atDebug();
        event.addKeyValue("because", reason)
                .addKeyValue("failures", delay.failures())
                .addKeyValue("again_in_ms", next.getDelay().toMillis())
                .log("Horizon request failed");
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
