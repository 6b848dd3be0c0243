package org.stellarticker.ingester.trade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;

/**
 * Reads pages of trades ahead, on a thread of its own, while the pages before are stored. Only a few pages wait at a time, so
 * that a slow database slows the requests, and memory stays bounded.
 */
final class PagesAhead implements AutoCloseable {

    /** Requests the page that follows a position. */
    @FunctionalInterface
    interface Source {
        TradePageResult pageFrom(PagingToken position) throws InterruptedException;
    }

    /** Consecutive pages as one batch, and what follows them. */
    record Pages(TradeBatch batch, End end) {}

    /** What follows a batch of pages. */
    enum End {
        MORE,
        NOTHING_MORE,
        /** Horizon no longer keeps what follows. */
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
                        // No record follows that would confirm the last position.
                        arrivals.put(new Arrival(new TradePageResult.End(), null));
                    }
                    position = batch.upTo();
                    last = batch.seen();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            putFailure(failure);
        }
    }

    private void putFailure(RuntimeException failure) {
        try {
            arrivals.put(new Arrival(null, failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a page, and takes those after it that arrive in time.
     *
     * @param mostPages the most to take
     * @param timeout how long to wait for more pages after the first
     */
    Pages next(int mostPages, Duration timeout) throws InterruptedException {
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
                deadline = System.nanoTime() + timeout.toNanos();
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
                case null -> throw new IllegalStateException("expected a page or a failure, found neither");
            }
        }
        return new Pages(new TradeBatch(List.copyOf(trades), List.copyOf(unreadable), upTo, seen), end);
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
