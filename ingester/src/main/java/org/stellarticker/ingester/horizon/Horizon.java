package org.stellarticker.ingester.horizon;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.daemon.Progress;
import org.stellarticker.ingester.horizon.client.HealthCheck;
import org.stellarticker.ingester.horizon.client.Ledgers;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.client.ServerListener;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.read.Aggregations;
import org.stellarticker.ingester.horizon.read.AssetPages;
import org.stellarticker.ingester.horizon.read.OrderBooks;
import org.stellarticker.ingester.horizon.read.PoolPages;
import org.stellarticker.ingester.horizon.read.trade.TradePages;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Horizon as its readers use it: one of several servers, within one request budget, for one purpose. In all that it gives,
 * methods that begin with {@code await} make a request again until it succeeds, however long that takes, and can be
 * interrupted. Methods that begin with {@code try} give up after a few tries, and return a {@link Result}. Methods that begin
 * with {@code open} make one request.
 */
public final class Horizon implements AutoCloseable {

    private final Requests requests;
    private final Purpose purpose;
    private final Ledgers ledgers;
    private final TradePages trades;

    private Horizon(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
        this.ledgers = new Ledgers(requests, purpose);
        this.trades = new TradePages(requests, purpose);
    }

    /** Reads from servers that are not checked. */
    public Horizon(List<URI> urls, RequestBudget budget, Clock clock, IngesterMetrics metrics) {
        this(urls, HealthCheck.ANY, ServerListener.NONE, budget, clock, metrics);
    }

    /**
     * @param urls the first server is preferred; the next one is asked while it fails
     * @param healthCheck decides which servers may be asked
     * @param listener receives which server was selected
     */
    public Horizon(
            List<URI> urls,
            HealthCheck healthCheck,
            ServerListener listener,
            RequestBudget budget,
            Clock clock,
            IngesterMetrics metrics) {
        this(
                new Requests(urls, healthCheck, listener, budget, clock, metrics),
                new Purpose(Priority.LIVE_TRADES, reason -> {}, RequestBudget.Turn.IGNORED));
    }

    /** Registers the metrics of Horizon's requests with the value 0. */
    public static void register(IngesterMetrics metrics) {
        Requests.register(metrics);
    }

    /**
     * Returns the same Horizon for other work.
     *
     * @param onRetry receives the reason when a request is made again
     */
    public Horizon at(Priority priority, Consumer<String> onRetry) {
        return new Horizon(requests, new Purpose(priority, onRetry, RequestBudget.Turn.IGNORED));
    }

    /** Returns the same Horizon for other work, whose progress shows retries and the wait for its turn. */
    public Horizon at(Priority priority, Progress progress) {
        return new Horizon(requests, Purpose.of(priority, progress));
    }

    /**
     * Compares the times that Horizon reports with this machine's clock.
     *
     * @return what is wrong with one of them; empty when they agree
     */
    public Optional<String> clockFault() {
        return requests.clockFault();
    }

    /**
     * Returns a Horizon that asks another of the servers than this one does, as long as another one may be asked; with a
     * single server, that one.
     */
    public Horizon elsewhere() {
        return requests.servers().count() == 1 ? this : new Horizon(requests.elsewhere(), purpose);
    }

    /** Has the server checked before the next request. */
    public void revalidate() {
        requests.servers().revalidate();
    }

    /** Returns whether no server can be asked for the time being. */
    public boolean isAway() {
        return requests.servers().areUnverified();
    }

    /** Returns the requests for the root document and for ledgers. */
    public Ledgers ledgers() {
        return ledgers;
    }

    /** Returns the requests for trades. */
    public TradePages trades() {
        return trades;
    }

    /** Returns the requests for assets. */
    public AssetPages assets() {
        return new AssetPages(requests, purpose);
    }

    /** Returns the requests for liquidity pools. */
    public PoolPages pools() {
        return new PoolPages(requests, purpose);
    }

    /** Returns the requests for order books. */
    public OrderBooks orderBooks() {
        return new OrderBooks(requests, purpose);
    }

    /** Returns the requests for trade aggregations. */
    public Aggregations aggregations() {
        return new Aggregations(requests, purpose);
    }

    @Override
    public void close() {
        requests.close();
    }
}
