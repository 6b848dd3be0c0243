package org.stellarticker.sandbox.horizon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.JournalView;

/**
 * Writes a stream of server-sent events in Horizon's framing: {@code hello}, the records of the list as they come, and
 * {@code byebye} after the requested number or at the end of the connection's time.
 *
 * <p>Horizon checks for a new ledger every five seconds. So does the sandbox where its timing says so; else it sends a ledger as soon as
 * it is closed.
 */
final class EventStream {

    /** Sends bytes, and returns when they are sent. */
    @FunctionalInterface
    interface Wire {
        void send(ByteBuffer bytes) throws IOException;
    }

    /** Charges the rate limit for one check of a ledger. */
    @FunctionalInterface
    interface Charge {

        /**
         * Charges one request.
         *
         * @throws Problem when the limit is reached
         */
        void take();
    }

    private static final String HELLO = "retry: 1000\nevent: open\ndata: \"hello\"\n\n";
    private static final String BYEBYE = "retry: 10\nevent: close\ndata: \"byebye\"\n\n";

    /** Many events are sent in one write when many are waiting. */
    private static final int BATCH = 1 << 16;

    /** The time for which a stream with an injected silence sends nothing. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Journal journal;
    private final Wire wire;
    private final FaultyEvents faults;
    private final Charge charge;
    private final long deadline;
    private final long nanosBetweenChecks;
    private long lastCheck = System.nanoTime();
    private final JsonWriter events = new JsonWriter(JsonWriter.Layout.ONE_LINE, BATCH + (1 << 12));
    private boolean opened;

    EventStream(Journal journal, Wire wire, FaultyEvents faults, Charge charge, StreamTiming timing) {
        this.journal = journal;
        this.wire = wire;
        this.faults = faults;
        this.charge = charge;
        this.deadline = System.nanoTime() + timing.connectionTimeout().toNanos();
        this.nanosBetweenChecks = timing.betweenChecks().toNanos();
    }

    /**
     * Streams a list from the page's cursor on.
     *
     * @throws Problem when the list cannot be read and nothing was sent yet
     */
    void stream(JournalView first, PageQuery page, Listing listing) throws IOException, InterruptedException {
        events.plain(HELLO);
        var sink = new Events(page);
        JournalView view = first;
        while (true) {
            try {
                charge.take();
                listing.list(view, page.from(sink.cursor, sink.rest), sink);
            } catch (Problem problem) {
                fail(problem);
                return;
            } catch (UncheckedIOException brokenWire) {
                throw brokenWire.getCause();
            }
            faults.release(events);
            flush();
            switch (sink.then) {
                case ON -> {}
                case OVER -> {
                    return;
                }
                case DISCONNECT -> throw FaultyEvents.disconnect();
                case SILENT -> {
                    staySilent(view);
                    throw FaultyEvents.disconnect();
                }
            }
            if (sink.rest == 0) {
                send(BYEBYE);
                return;
            }
            sink.passOver(view);
            JournalView next = awaitNext(view);
            if (next == view) {
                send(BYEBYE);
                return;
            }
            view = next;
        }
    }

    /** Streams one object: at once, and after each ledger that changed it. */
    void watch(JournalView first, JsonWriter.Body body) throws IOException, InterruptedException {
        events.plain(HELLO);
        ByteBuffer shown = ByteBuffer.allocate(0);
        JournalView view = first;
        while (true) {
            try {
                charge.take();
            } catch (Problem problem) {
                fail(problem);
                return;
            }
            var now = new JsonWriter(JsonWriter.Layout.ONE_LINE, 1 << 12);
            body.write(now);
            if (!now.written().equals(shown)) {
                shown = now.written();
                events.plain("data: ").raw(shown.array(), shown.limit()).plain("\n\n");
            }
            flush();
            JournalView next = awaitNext(view);
            if (next == view) {
                send(BYEBYE);
                return;
            }
            view = next;
        }
    }

    /** Returns the newest view, at the first check that finds one; the given one at the end of the connection's time. */
    private JournalView awaitNext(JournalView view) throws InterruptedException {
        JournalView next = journal.await(view, deadline - System.nanoTime());
        if (nanosBetweenChecks == 0 || next == view) {
            return next;
        }
        long now = System.nanoTime();
        long checks = (now - lastCheck) / nanosBetweenChecks + 1;
        lastCheck += checks * nanosBetweenChecks;
        boolean over = lastCheck - deadline >= 0;
        TimeUnit.NANOSECONDS.sleep((over ? deadline : lastCheck) - now);
        return over ? view : journal.view();
    }

    /** Ends an open stream with its reason; before that, the problem is the answer. */
    private void fail(Problem problem) throws IOException {
        if (!opened) {
            throw problem;
        }
        send("event: error\ndata: " + problem.line() + "\n\n");
    }

    private void staySilent(JournalView first) throws InterruptedException {
        long end = Math.min(deadline, System.nanoTime() + SILENCE_NANOS);
        JournalView view = first;
        while (end - System.nanoTime() > 0) {
            view = journal.await(view, end - System.nanoTime());
        }
    }

    private void send(String frame) throws IOException {
        events.plain(frame);
        flush();
    }

    private void flush() throws IOException {
        if (events.length() > 0) {
            opened = true;
            wire.send(events.written());
            events.clear();
        }
    }

    private final class Events implements RecordSink {

        private final PageQuery page;
        private String cursor;
        private int rest;
        private FaultyEvents.Then then = FaultyEvents.Then.ON;

        private Events(PageQuery page) {
            this.page = page;
            cursor = page.cursor();
            rest = page.limit();
        }

        /** Skips the view: all of it was sent or does not belong to the list. */
        private void passOver(JournalView view) {
            if (page.order() == Order.ASC
                    && HistoryCursor.of(page.from(cursor, 1), view).isBefore(view)) {
                cursor = HistoryCursor.end(view);
            }
        }

        @Override
        public boolean record(String pagingToken, JsonWriter.Body record) {
            then = faults.write(events, pagingToken, record);
            if (then != FaultyEvents.Then.ON) {
                return false;
            }
            cursor = pagingToken;
            rest--;
            if (events.length() >= BATCH) {
                try {
                    flush();
                } catch (IOException brokenWire) {
                    throw new UncheckedIOException(brokenWire);
                }
            }
            return rest > 0;
        }
    }
}
