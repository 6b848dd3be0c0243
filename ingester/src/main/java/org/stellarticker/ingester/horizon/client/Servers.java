package org.stellarticker.ingester.horizon.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.ingester.horizon.client.budget.Backoff;

/**
 * Selects which of several Horizons is asked. A server is {@link HealthCheck checked} before it is asked: at first, after some
 * failures in a row, and every minute. The first thread that needs a server makes the check. The others wait and share its
 * result, so that a Horizon that is away is not asked by every thread at once.
 *
 * <p>What is known of the servers is one immutable {@link ServerState}, replaced as a whole. The one lock is held by the
 * thread that selects; readers of the state need none.
 */
public final class Servers {

    private static final Logger log = LoggerFactory.getLogger(Servers.class);

    /** How long a failed selection is shared before the next one. */
    static final Backoff BETWEEN_SELECTIONS = new Backoff(Duration.ofMillis(50), RetryDelay.DURING_AN_OUTAGE);

    private static final long CHECKED_FOR = Duration.ofMinutes(1).toNanos();

    /** A server that was left is not preferred again for so long. */
    private static final long LEFT_FOR = Duration.ofMinutes(10).toNanos();

    private static final long LEDGERS_APART = 20;

    private final List<HttpUrl> servers;
    private final LongSupplier nanoTime;
    /** The servers of other work, whose current one is the last choice here; null without other work. */
    private final @Nullable Servers avoided;

    private final ReentrantLock selecting = new ReentrantLock();
    private final Condition selected = selecting.newCondition();
    private final AtomicReference<ServerState> state;
    private final ServerSelection selection;

    Servers(
            List<URI> urls,
            HealthCheck healthCheck,
            ServerListener listener,
            Candidate.Inquiry inquiry,
            LongSupplier nanoTime) {
        this.servers = urls.stream().map(url -> HttpUrl.get(url.toString())).toList();
        this.nanoTime = nanoTime;
        this.avoided = null;
        this.state = new AtomicReference<>(ServerState.first(servers.getFirst()));
        this.selection = new ServerSelection(servers, healthCheck, listener, inquiry, nanoTime, state);
    }

    private Servers(Servers avoided, Candidate.Inquiry inquiry) {
        this.servers = avoided.servers;
        this.nanoTime = avoided.nanoTime;
        this.avoided = avoided;
        this.state =
                new AtomicReference<>(ServerState.first(lastIfAvoided(servers).getFirst()));
        this.selection = avoided.selection.elsewhere(inquiry, state);
    }

    /** Returns the same servers for work that prefers another server than this object's current one. */
    Servers elsewhere(Candidate.Inquiry otherInquiry) {
        return new Servers(this, otherInquiry);
    }

    private List<HttpUrl> lastIfAvoided(List<HttpUrl> order) {
        return order.stream()
                .sorted(Comparator.comparing(server -> avoided != null && avoided.isCurrent(server)))
                .toList();
    }

    public int count() {
        return servers.size();
    }

    /**
     * Returns the server to ask now, after a check where one is due.
     *
     * @throws HorizonException when no server can be asked for the time being
     * @throws org.stellarticker.daemon.settings.SettingsException when all have another history, and the program never served
     */
    public HttpUrl select() throws InterruptedException {
        ServerState before = state.get();
        if (!before.isVerified()) {
            long since = nanoTime.getAsLong();
            selecting.lockInterruptibly();
            try {
                if (!state.get().isVerified()) {
                    shareFailure(since);
                    selectAny();
                }
            } finally {
                selecting.unlock();
            }
        } else if (nanoTime.getAsLong() - before.checkedAt() > CHECKED_FOR && selecting.tryLock()) {
            try {
                confirm();
            } finally {
                selecting.unlock();
            }
        }
        return state.get().current();
    }

    /** Returns whether a server must be selected before anything is asked. */
    public boolean areUnverified() {
        return !state.get().isVerified();
    }

    public boolean isCurrent(HttpUrl server) {
        return state.get().isCurrent(server);
    }

    /** Keeps the newest ledger of the current server, unless a newer one is known: a replica may be behind. */
    void updateNewest(LedgerSequence ledger) {
        state.updateAndGet(now -> now.withNewest(ledger));
    }

    /** Returns whether no newest ledger of the current server is confirmed. */
    boolean isNewestUnknown() {
        return state.get().newest().value() == 0;
    }

    /** Returns when the newest ledger of the current server closed; empty when that is not known. */
    public Optional<Instant> newestClosedAt() {
        return Optional.ofNullable(state.get().newestClosedAt());
    }

    /** Returns whether so many ledgers may have closed since the newest known one; a larger step must be confirmed. */
    boolean mayHaveClosed(LedgerSequence ledger) {
        return state.get().mayHaveClosed(ledger);
    }

    /** Returns the newest ledger of which the current server may send trades; 0 when it is not known. */
    public LedgerSequence newestReported() {
        LedgerSequence newest = state.get().newest();
        return newest.value() == 0 ? newest : withSlack(newest);
    }

    /** Returns a ledger that is a little newer, since servers behind one address are not at the same ledger. */
    static LedgerSequence withSlack(LedgerSequence newest) {
        return new LedgerSequence(Math.min(Integer.MAX_VALUE, newest.value() + LEDGERS_APART));
    }

    /** Ends the failures in a row of the current server. */
    void answered(HttpUrl server) {
        if (state.get().failures() > 0) {
            state.updateAndGet(now -> now.answered(server));
        }
    }

    /** Counts a failure of the current server. After some in a row, the servers are checked again. */
    void failed(HttpUrl server, String reason) {
        state.updateAndGet(now -> now.failed(server, reason));
    }

    /** Has the servers checked again, the current one last. */
    public void leave(HttpUrl server, String reason) {
        state.updateAndGet(now -> now.unverified(server, reason));
    }

    /** Has the servers checked again, since the current one may have another history. */
    public void revalidate() {
        state.updateAndGet(now -> now.unverified(now.current(), "Horizon's trades skip more than an hour of ledgers"));
    }

    /** A thread that waited while the selection failed, or comes a moment later, does not repeat it. */
    private void shareFailure(long since) {
        ServerState.Outage outage = state.get().outage();
        if (outage != null && outage.at() + outage.pause() - since > 0) {
            throw new HorizonException(String.valueOf(outage.failure().getMessage()), outage.failure());
        }
    }

    private void selectAny() throws InterruptedException {
        try {
            use(selection.best(othersFirst()));
        } catch (HorizonException failure) {
            long now = nanoTime.getAsLong();
            ServerState.Outage outage = state.updateAndGet(before -> before.notSelected(failure, now))
                    .outage();
            if (outage != null && outage.times() == ServerState.FAILURES_IN_A_ROW) {
                log.atWarn().addKeyValue("because", failure.getMessage()).log("no Horizon can be asked");
            }
            throw failure;
        }
    }

    /** The current server is asked further when it is too busy for the check, unless it turned out to be a wrong one. */
    private void confirm() throws InterruptedException {
        HttpUrl before = state.get().current();
        try {
            use(selection.best(preferred()));
        } catch (HorizonException busy) {
            if (areUnverified()) {
                throw busy;
            }
            log.atDebug().addKeyValue("because", busy.getMessage()).log("Horizon check failed");
            failed(before, String.valueOf(busy.getMessage()));
            state.updateAndGet(now -> now.checked(nanoTime.getAsLong()));
        }
    }

    /** The current server failed, so that it comes last; at the start no server has. */
    private List<HttpUrl> othersFirst() {
        ServerState now = state.get();
        int others = now.checkedAt() == 0 ? 0 : servers.indexOf(now.current()) + 1;
        var order = new ArrayList<>(servers.subList(others, servers.size()));
        order.addAll(servers.subList(0, others));
        return lastIfAvoided(order);
    }

    /** Returns the servers in the operator's order, without those that were left lately. */
    private List<HttpUrl> preferred() {
        long nanos = nanoTime.getAsLong();
        ServerState now = state.get();
        return lastIfAvoided(servers.stream()
                .filter(server -> now.isCurrent(server)
                        || !now.leftAt().containsKey(server)
                        || nanos - now.leftAt().get(server) > LEFT_FOR)
                .toList());
    }

    private void use(ServerSelection.Checked chosen) throws InterruptedException {
        selection.use(chosen);
        selected.signalAll();
    }

    /** Waits until another server is selected, or for some time. */
    public void awaitAnother(HttpUrl server, Duration atMost) throws InterruptedException {
        selecting.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (isCurrent(server) && left > 0) {
                left = selected.awaitNanos(left);
            }
        } finally {
            selecting.unlock();
        }
    }
}
