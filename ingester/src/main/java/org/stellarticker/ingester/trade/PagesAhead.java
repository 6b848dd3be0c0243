package org.stellarticker.ingester.trade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.TradePageResult;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * Pages of trades, read ahead on a thread of their own while those before are stored. Only a few wait at a time, so that
 * a slow database slows the reading, and memory stays bounded.
 */
final class PagesAhead implements AutoCloseable {

    /** Asks for the page that follows a place. */
    @FunctionalInterface
    interface Source {
        TradePageResult pageFrom(PagingToken position) throws InterruptedException;
    }

    /** Consecutive pages as one batch, and whether nothing follows for now. */
    record TradeRange(TradeBatch batch, End end) {}

    /** What follows a stretch. */
    enum End {
        MORE,
        NOTHING_MORE,
        /** There was more, but it is no longer kept. */
        GONE
    }

    private static final int WAITING = 20;

    /** The records that cannot be read, which are kept as they came, of the pages that wait or are being stored. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private record Arrival(
            @Nullable TradePageResult result, @Nullable RuntimeException failure) {

        int bytes() {
            return result instanceof TradePageResult.Trades(var batch)
                    ? batch.unreadable().stream()
                            .mapToInt(record -> record.body().length())
                            .sum()
                    : 0;
        }
    }

    private final BoundedQueue<Arrival> arrivals = new BoundedQueue<>(WAITING, MOST_BYTES, Arrival::bytes);
    private final Source source;
    private final Thread reader;
    private PagingToken upTo;
    private PagingToken seen;

    PagesAhead(PagingToken from, Source source) {
        this.upTo = from;
        this.seen = from;
        this.source = source;
        this.reader = Thread.ofPlatform()
                .daemon()
                .name(Thread.currentThread().getName() + "-pages")
                .start(() -> read(from));
    }

    private void read(PagingToken from) {
        try {
            PagingToken position = from;
            PagingToken last = from;
            boolean more = true;
            while (more) {
                TradePageResult result = source.pageFrom(position);
                more = result instanceof TradePageResult.Trades(var batch)
                        && !batch.upTo().equals(position);
                if (!(result instanceof TradePageResult.Trades(var batch))) {
                    arrivals.put(new Arrival(result, null));
                } else {
                    if (more || !batch.seen().equals(last)) {
                        arrivals.put(new Arrival(result, null));
                    }
                    if (!more) {
                        // Nothing follows that would vouch for what is left.
                        arrivals.put(new Arrival(new TradePageResult.End(), null));
                    }
                    position = batch.upTo();
                    last = batch.seen();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            hand(failure);
        }
    }

    private void hand(RuntimeException failure) {
        try {
            arrivals.put(new Arrival(null, failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a page, and takes those behind it that come in time.
     *
     * @param mostPages so many at once
     * @param backoff how long to wait for them, once the first is there
     */
    TradeRange next(int mostPages, Duration backoff) throws InterruptedException {
        var trades = new ArrayList<Trade>();
        var unreadable = new ArrayList<UnreadableTrade>();
        End end = End.MORE;
        int pages = 0;
        long deadline = 0;
        // A request for more means that what came before is stored.
        arrivals.release();
        while (end == End.MORE && pages < mostPages) {
            Arrival arrival =
                    pages == 0 ? arrivals.take() : arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                break;
            }
            if (pages++ == 0) {
                deadline = System.nanoTime() + backoff.toNanos();
            }
            if (arrival.failure() != null) {
                throw arrival.failure();
            }
            switch (arrival.result()) {
                case TradePageResult.Trades(var batch) -> {
                    trades.addAll(batch.trades());
                    unreadable.addAll(batch.unreadable());
                    upTo = batch.upTo();
                    seen = batch.seen();
                }
                case TradePageResult.End() -> end = End.NOTHING_MORE;
                case TradePageResult.Gone() -> end = End.GONE;
                case null -> throw new IllegalStateException("neither a page nor a failure");
            }
        }
        return new TradeRange(new TradeBatch(List.copyOf(trades), List.copyOf(unreadable), upTo, seen), end);
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
