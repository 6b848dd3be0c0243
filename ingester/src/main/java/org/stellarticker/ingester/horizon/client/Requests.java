package org.stellarticker.ingester.horizon.client;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.event.ExecutionScheduledEvent;
import dev.failsafe.function.CheckedSupplier;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.ingester.horizon.client.Result.Cause;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.json.TooLarge;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Makes requests to Horizon: the one place where they are budgeted and retried. */
public final class Requests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    /** The failure of one request, counted in a row, that is logged; a minute has passed by then. */
    private static final int LOGGED_FAILURE = 9;

    /** The most records that Horizon sends at once, as the parameter {@code limit} has it. */
    public static final String MOST_RECORDS = "200";

    private static final int FEW_TRIES = 3;

    private static final int WITHOUT_LIMIT = Integer.MAX_VALUE;

    private final Servers servers;
    private final RequestBudget budget;
    private final HttpExchange exchange;
    private final RejectedRecords rejected;
    private final NewestLedger newestLedger;

    public Requests(
            List<URI> urls,
            HealthCheck healthCheck,
            ServerListener listener,
            RequestBudget budget,
            Clock clock,
            IngesterMetrics metrics) {
        this.servers = new Servers(urls, healthCheck, listener, this::check, System::nanoTime);
        this.budget = budget;
        this.exchange = new HttpExchange(budget, clock, metrics);
        this.rejected = new RejectedRecords(metrics);
        this.newestLedger = new NewestLedger(this, servers);
        metrics.requestBudget(budget::level);
        register(metrics);
    }

    private Requests(Requests shared) {
        this.budget = shared.budget;
        this.exchange = shared.exchange.elsewhere();
        this.rejected = shared.rejected;
        this.servers = shared.servers.elsewhere(this::check);
        this.newestLedger = new NewestLedger(this, servers);
    }

    /** Registers the metrics of all requests with the value 0. */
    public static void register(IngesterMetrics metrics) {
        for (Priority priority : Priority.values()) {
            metrics.registerRequests(priority.word());
        }
        for (FaultKind kind : FaultKind.values()) {
            metrics.registerErrors(kind.word());
        }
        RejectedRecords.register(metrics);
    }

    /** Returns requests with the same budget and connections that prefer another server. */
    public Requests elsewhere() {
        return new Requests(this);
    }

    /** Returns the client, for streams, which have their own time-outs but share its connections. */
    public OkHttpClient client() {
        return exchange.client();
    }

    public Servers servers() {
        return servers;
    }

    /** Returns the newest ledger of which trades are accepted. */
    public NewestLedger newestLedger() {
        return newestLedger;
    }

    public RequestBudget budget() {
        return budget;
    }

    /** Returns the comparison of Horizon's times with this machine's clock. */
    ClockCheck clockCheck() {
        return exchange.clockCheck();
    }

    /** Returns what is wrong with Horizon's times or this machine's clock; empty when they agree. */
    public Optional<String> clockFault() {
        return exchange.clockCheck().fault();
    }

    public RejectedRecords rejected() {
        return rejected;
    }

    public Clock clock() {
        return exchange.clock();
    }

    /**
     * Gets and reads an answer. The request is made again until it succeeds, or the thread is interrupted.
     *
     * @param resource makes the URL from the server's address
     * @param reader throws {@link HorizonException} when it cannot read the answer
     * @throws HistoryGone for 410
     */
    public <T> T await(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        return get(WITHOUT_LIMIT, () -> attemptUnrefused(resource, reader, purpose), purpose);
    }

    /**
     * Gets and reads an answer. Gives up after a few tries.
     *
     * @param resource makes the URL from the server's address
     * @param reader throws {@link HorizonException} when it cannot read the answer
     */
    public <T> Result<T> tryFew(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
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

    /** Returns the delay before the next try. With a single server, work that waits by itself waits as long as Horizon asks. */
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
    public <T> T attempt(Function<HttpUrl, HttpUrl> resource, Function<byte[], T> reader, Purpose purpose)
            throws InterruptedException {
        HttpUrl server = servers.select();
        budget.take(purpose.priority(), purpose.turn());
        try {
            T read = read(exchange.send(resource.apply(server), purpose.priority()), reader);
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
     * Notes a failure. A server that asks for a pause works, and a request for its root document would only be one more;
     * where there is another server, that one may have less to do. A 429 pauses all work. Any other status does so only for live trades:
     * an order book that is not ready says nothing of trades, and its reader alone waits.
     *
     * @return the exception to throw
     */
    public HorizonException failed(HttpUrl server, HorizonException fault, Priority priority) {
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
    Optional<byte[]> check(HttpUrl url) throws InterruptedException {
        budget.take(Priority.LIVE_TRADES, RequestBudget.Turn.IGNORED);
        Answer answer = exchange.sendCheck(url);
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
            return reader.apply(answer.orThrow(clock()));
        } catch (HorizonException | HorizonRefusal unusable) {
            count(FaultKind.of(answer));
            throw unusable;
        }
    }

    /** Counts an answer or a stream that could not be used. */
    public void count(FaultKind kind) {
        exchange.count(kind);
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
        exchange.close();
    }
}
