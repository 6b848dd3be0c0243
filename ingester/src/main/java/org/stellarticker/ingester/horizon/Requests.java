package org.stellarticker.ingester.horizon;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.event.ExecutionScheduledEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

/** Asks Horizon until it answers: the one place where requests are budgeted, counted and retried. */
final class Requests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    /** Which failure of one request, in a row, is told in the log; by then a minute went by. */
    private static final int REPORTED_FAILURE = 9;

    private static final int FEW_TRIES = 3;

    private static final int UNTIL_IT_ANSWERS = Integer.MAX_VALUE;

    private final HealthCheck healthCheck;
    private final Servers servers;
    private final RequestBudget budget;
    private final Clock clock;
    private final ClockCheck clockCheck = new ClockCheck();
    private final MeterRegistry metrics;
    private final OkHttpClient client;
    private final OkHttpClient impatient;
    private final RejectedRecords rejected;
    private final UnconfirmedLedgers unconfirmed = new UnconfirmedLedgers();

    Requests(List<URI> urls, HealthCheck healthCheck, RequestBudget budget, Clock clock, MeterRegistry metrics) {
        this.healthCheck = healthCheck;
        this.servers = new Servers(urls, healthCheck, this::askOnce, System::nanoTime);
        this.budget = budget;
        this.clock = clock;
        this.metrics = metrics;
        this.rejected = new RejectedRecords(metrics);
        if (budget.isLimited()) {
            Gauge.builder("ticker.horizon.budget", budget, RequestBudget::level)
                    .description("requests that may be made at once")
                    .register(metrics);
        }
        // The budget says whose turn it is; nobody waits behind others' slow answers.
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
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
        this.impatient = client.newBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .callTimeout(Duration.ofSeconds(10))
                .build();
    }

    private Requests(Requests shared, HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
        this.budget = shared.budget;
        this.clock = shared.clock;
        this.metrics = shared.metrics;
        this.client = shared.client;
        this.impatient = shared.impatient;
        this.rejected = shared.rejected;
        this.servers = shared.servers.elsewhere(healthCheck, this::askOnce);
    }

    /** The same budget and connections, with another of the servers asked; what these are is judged likewise. */
    Requests elsewhere() {
        return new Requests(this, new HealthCheck() {
            @Override
            public Assessment judge(Candidate candidate) throws InterruptedException {
                return healthCheck.judge(candidate);
            }

            @Override
            public void taken(Candidate candidate) {
                // What is missing where the live trades are read is told by those who read them.
            }

            @Override
            public void refused(String reason) {
                // Likewise.
            }
        });
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
     * Gets and reads an answer, however often Horizon must be asked.
     *
     * @param resource where it is on a server, given the server's address
     * @param reader throws {@link HorizonException} when it can make no sense of the answer
     * @throws HistoryGone for 410
     */
    <T> T get(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Work work) throws InterruptedException {
        return get(resource, reader, work, UNTIL_IT_ANSWERS);
    }

    /**
     * As the other, but asks so many times only.
     *
     * @throws HorizonException why the last try failed
     * @throws HorizonRefusal for 400
     */
    <T> T get(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Work work, int tries)
            throws InterruptedException {
        var backoff = new Backoff();
        var logged = new AtomicBoolean();
        var policy = RetryPolicy.<T>builder()
                .handle(HorizonException.class)
                .withMaxRetries(tries == UNTIL_IT_ANSWERS ? -1 : tries - 1)
                .withDelayFn(tried -> pause(backoff, tried.getLastException(), work))
                .onRetryScheduled(next -> logRetry(backoff, next, work, logged))
                .build();
        try {
            T read = Failsafe.with(policy)
                    .get(() -> tries == UNTIL_IT_ANSWERS
                            ? persistent(resource, reader, work)
                            : attempt(resource, reader, work));
            if (logged.get()) {
                log.atInfo().addKeyValue("failures", backoff.failures()).log("Horizon answers what it did not");
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
    private Duration pause(Backoff backoff, HorizonException fault, Work work) {
        Duration pause = backoff.after(fault, longestPause(work));
        boolean alone = servers.count() == 1 && !fault.isPaused();
        return fault.retryAfter()
                .filter(asked -> alone && asked.compareTo(pause) > 0)
                .orElse(pause);
    }

    /** What lags behind waits a little only; so does everything while nobody answers, as that is asked about once for all. */
    private Duration longestPause(Work work) {
        return work.priority() == Priority.LIVE_TRADES || servers.areUnverified()
                ? Backoff.DURING_AN_OUTAGE
                : Backoff.LONGEST;
    }

    /**
     * Returns the newest ledger whose trades are accepted. When a position lies beyond the known one, Horizon is asked for
     * its root document, and for the ledger of the position: behind one address a replica may be behind.
     *
     * @param furthest the furthest position of an answer
     * @throws HorizonException when the ledger may have closed, and Horizon does not confirm it yet
     */
    LedgerSequence newestFor(TradeId furthest, Work work) throws InterruptedException {
        if (isBeyondNewest(furthest)) {
            Optional<LedgerSequence> newest = newest(work);
            if (newest.isEmpty()) {
                // The records around a token decide.
                return new LedgerSequence(Integer.MAX_VALUE);
            }
            if (servers.mayHaveClosed(newest.get()) || hasLedger(newest.get()).orElse(true)) {
                servers.heardOf(newest.get());
            }
        }
        if (isBeyondNewest(furthest) && (servers.isNewestUnknown() || servers.mayHaveClosed(furthest.ledger()))) {
            if (!servers.isNewestUnknown() && hasLedger(furthest.ledger()).orElse(false)) {
                servers.heardOf(furthest.ledger());
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

    /** Trades go on also where the root document does not come. */
    private Optional<LedgerSequence> newest(Work work) throws InterruptedException {
        try {
            return Optional.of(
                    get(server -> server, SdkModels::network, work, FEW_TRIES).newest());
        } catch (HorizonException | HorizonRefusal | HistoryGone failure) {
            log.atDebug().addKeyValue("because", failure.getMessage()).log("the newest ledger is not known");
            return Optional.empty();
        }
    }

    /** Returns whether a ledger closed; empty when Horizon does not answer. */
    private Optional<Boolean> hasLedger(LedgerSequence ledger) throws InterruptedException {
        try {
            return Optional.of(askOnce(servers.admitted()
                            .newBuilder()
                            .addPathSegment("ledgers")
                            .addPathSegment(Long.toString(ledger.value()))
                            .build())
                    .isPresent());
        } catch (HorizonException unanswered) {
            return Optional.empty();
        }
    }

    /** Our questions are right: who refuses one may not always, or it is a proxy. */
    private <T> T persistent(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Work work)
            throws InterruptedException {
        try {
            return attempt(resource, reader, work);
        } catch (HorizonRefusal refused) {
            throw new HorizonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private <T> T attempt(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Work work)
            throws InterruptedException {
        HttpUrl server = servers.admitted();
        budget.take(work.priority(), work.turn());
        try {
            T read = read(answer(client, resource.apply(server), work.priority()), reader);
            servers.answered(server);
            budget.answered();
            return read;
        } catch (HorizonException fault) {
            throw failed(server, fault, work.priority());
        } catch (HorizonRefusal refused) {
            servers.failed(server, String.valueOf(refused.getMessage()));
            throw refused;
        }
    }

    /**
     * A server that asks for a pause works, and a request for its root document would only be one more; where there is
     * another server, that one may have less to do. A 429 pauses all work. Any other status does so only for live trades:
     * an order book that is not ready says nothing of trades, and its reader alone waits.
     *
     * @return the fault to throw
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

    /** For what is asked of a server before it is admitted. */
    private Optional<byte[]> askOnce(HttpUrl url) throws InterruptedException {
        budget.take(Priority.LIVE_TRADES, RequestBudget.Turn.UNKNOWN);
        Answer answer = answer(impatient, url, Priority.LIVE_TRADES);
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
        Counter.builder("ticker.horizon.faults")
                .description("answers of Horizon that could not be used, by what was wrong")
                .tag("kind", kind.word())
                .register(metrics)
                .increment();
    }

    private void count(String status, Priority priority) {
        Counter.builder("ticker.horizon.requests")
                .description("requests to Horizon, by what they were for and the status of the answer")
                .tag("priority", priority.word())
                .tag("status", status)
                .register(metrics)
                .increment();
    }

    /** On a thread of the client's, since a thread that waits for a socket cannot be interrupted. */
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
                count("none", priority);
                count(FaultKind.of(network));
                String reason = network.getMessage() == null ? network.toString() : network.getMessage();
                throw new HorizonException("Horizon " + Wire.name(url) + " does not answer: " + reason, network);
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void logRetry(Backoff backoff, ExecutionScheduledEvent<?> next, Work work, AtomicBoolean logged) {
        String reason = String.valueOf(next.getLastException().getMessage());
        work.retrying().accept(reason);
        // What passes is in the metrics, and an outage is told by the servers. A resource that alone stays away is told
        // once.
        boolean alone = backoff.failures() >= REPORTED_FAILURE && !servers.areUnverified();
        var event = alone && logged.compareAndSet(false, true) ? log.atWarn() : log.atDebug();
        event.addKeyValue("because", reason)
                .addKeyValue("failures", backoff.failures())
                .addKeyValue("again_in_ms", next.getDelay().toMillis())
                .log("Horizon does not answer this");
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
