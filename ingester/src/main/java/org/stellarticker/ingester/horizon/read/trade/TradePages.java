package org.stellarticker.ingester.horizon.read.trade;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.ingester.horizon.client.HistoryGone;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Ledgers;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.RetryDelay;
import org.stellarticker.ingester.horizon.client.Wire;

/**
 * Requests pages and streams of trades. Pages are requested until they come, and a page that contradicts its request is
 * requested again. A server that no longer keeps the trades is left for another one that may.
 */
public final class TradePages {

    /** How often a server is asked that does not answer while the other one no longer keeps the trades. */
    private static final Duration BETWEEN_TRIES_ELSEWHERE = Duration.ofSeconds(30);

    private final Requests requests;
    private final Purpose purpose;
    private final Ledgers ledgers;
    /** The close times that pages and streams had last in ascending order. */
    private final CloseTimes ascending;

    private final BothOrders bothOrders = new BothOrders(this::page);

    public TradePages(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
        this.ledgers = new Ledgers(requests, purpose);
        this.ascending = newCloseTimes();
    }

    /** Waits for the page of trades after a position, oldest first. */
    public TradePageResult awaitAfter(PagingToken position) throws InterruptedException {
        return trades(position, PositionOrder.ASCENDING, false);
    }

    /** Waits for the page of trades before a position, newest first. */
    public TradePageResult awaitBefore(PagingToken position) throws InterruptedException {
        return trades(position, PositionOrder.DESCENDING, false);
    }

    /**
     * Waits for the page of trades after a position, oldest first, checked for omissions: where it skips many ledgers, they are
     * read in the other order too. The result has the trades of both.
     */
    public TradePageResult awaitCheckedAfter(PagingToken position) throws InterruptedException {
        return trades(position, PositionOrder.ASCENDING, true);
    }

    /** Waits for the page of trades before a position, newest first, checked for omissions. */
    public TradePageResult awaitCheckedBefore(PagingToken position) throws InterruptedException {
        return trades(position, PositionOrder.DESCENDING, true);
    }

    private TradePageResult trades(PagingToken position, PositionOrder order, boolean checked)
            throws InterruptedException {
        var delay = new RetryDelay();
        while (true) {
            try {
                return confirmed(position, order, checked);
            } catch (HorizonException disagreement) {
                purpose.onRetry().accept(String.valueOf(disagreement.getMessage()));
                TimeUnit.NANOSECONDS.sleep(delay.after(disagreement).toNanos());
            }
        }
    }

    /**
     * A short page is not the end: where only its last record has a position, one more page is asked for. Records there
     * confirm that position; only an empty page ends the history.
     */
    private TradePageResult confirmed(PagingToken position, PositionOrder order, boolean checked)
            throws InterruptedException {
        TradePageResult result = page(TradeId.parse(position.value()), order);
        if (!(result instanceof TradePageResult.Trades(var batch))) {
            return result;
        }
        TradeId from = TradeId.parse(position.value());
        if (batch.upTo().equals(position)) {
            boolean moved = !batch.seen().equals(position);
            TradePageResult behind =
                    moved ? page(TradeId.parse(batch.seen().value()), order) : new TradePageResult.Trades(batch);
            boolean ended = behind instanceof TradePageResult.End;
            boolean confirmed = behind instanceof TradePageResult.Gone
                    || (behind instanceof TradePageResult.Trades(var next)
                            && !next.seen().equals(batch.seen()));
            if (confirmed) {
                var further = new TradeBatch(batch.trades(), batch.unreadable(), batch.seen(), batch.seen());
                return new TradePageResult.Trades(bothOrders.prove(further, from, order));
            }
            if (!ended && order == PositionOrder.DESCENDING) {
                throw new HorizonException("expected trades before " + batch.seen()
                        + " with a paging_token that can be read, found " + batch.records()
                        + " records without one; the history goes on, and is asked for again");
            }
        }
        return checked ? new TradePageResult.Trades(bothOrders.complete(batch, from, order)) : result;
    }

    private TradePageResult page(TradeId position, PositionOrder order) throws InterruptedException {
        var asked = PositionBounds.behind(position, order);
        var without = new HashSet<HttpUrl>();
        var server = new AtomicReference<HttpUrl>();
        boolean ended = false;
        do {
            try {
                TradePage page = requests.await(
                        url -> {
                            server.set(url);
                            return url.newBuilder()
                                    .addPathSegment("trades")
                                    .addQueryParameter("order", order.word())
                                    .addQueryParameter("limit", Requests.MOST_RECORDS)
                                    .addQueryParameter(
                                            "cursor", position.token().value())
                                    .build();
                        },
                        body -> asRequested(TradePage.read(body, closeTimes(order)), asked),
                        purpose);
                TradeBatch batch =
                        new Positions(page.records(), bounded(page, asked)).page(page.next(), page.isWhole());
                if (batch.records() > 0) {
                    return new TradePageResult.Trades(batch);
                }
                if (order == PositionOrder.ASCENDING
                        || requests.servers().count() == 1
                        || !ledgers.awaitNetwork().isTrimmed()) {
                    return new TradePageResult.End();
                }
                ended = true;
            } catch (HistoryGone gone) {
                // The next server may keep more.
            }
        } while (leaveAndAwaitAnother(server.get(), without));
        return ended ? new TradePageResult.End() : new TradePageResult.Gone();
    }

    private CloseTimes closeTimes(PositionOrder order) {
        return order == PositionOrder.ASCENDING ? ascending : newCloseTimes();
    }

    private CloseTimes newCloseTimes() {
        return new CloseTimes(requests.clock(), requests.servers()::newestClosedAt);
    }

    /**
     * Leaves a server that does not keep the requested trades, and waits for another one.
     *
     * @return whether there is a server that has not said so itself
     */
    private boolean leaveAndAwaitAnother(HttpUrl server, Set<HttpUrl> without) throws InterruptedException {
        boolean askedBefore = !without.add(server);
        requests.servers().leave(server, "Horizon keeps no older trades");
        if (askedBefore) {
            purpose.onRetry()
                    .accept(Wire.name(server)
                            + " no longer keeps these trades, and another Horizon, which may, does not answer");
            requests.servers().awaitAnother(server, BETWEEN_TRIES_ELSEWHERE);
        }
        return without.size() < requests.servers().count();
    }

    /** Rejects a page that repeats the same trades whatever the cursor is. */
    private static TradePage asRequested(TradePage page, PositionBounds asked) {
        if (new Positions(page.records(), asked).areAllOutOfBounds()) {
            throw new HorizonException("Horizon gave trades up to "
                    + Positions.furthest(page.records()).orElseThrow() + " when asked "
                    + asked.order().word() + " from " + asked.from());
        }
        return page;
    }

    /** Returns the bounds of a page. In ascending order, a position must also not lie beyond the newest ledger. */
    private PositionBounds bounded(TradePage page, PositionBounds asked) throws InterruptedException {
        Optional<TradeId> furthest = Positions.furthest(page.records());
        return asked.order() == PositionOrder.DESCENDING || furthest.isEmpty()
                ? asked
                : new PositionBounds(
                        asked.from(), asked.order(), requests.newestLedger().forTrade(furthest.get(), purpose));
    }

    /**
     * Opens a stream of the trades after a position, as ledgers close.
     *
     * @throws HorizonException when no server can be asked for the time being
     */
    public TradeStream openStreamAfter(PagingToken position) throws InterruptedException {
        HttpUrl server = requests.servers().select();
        requests.budget().take(purpose.priority(), purpose.turn());
        HttpUrl url = server.newBuilder()
                .addPathSegment("trades")
                .addQueryParameter("order", "asc")
                .addQueryParameter("limit", Requests.MOST_RECORDS)
                .addQueryParameter("cursor", position.value())
                .build();
        return TradeStream.open(requests, server, url, position, ascending);
    }
}
