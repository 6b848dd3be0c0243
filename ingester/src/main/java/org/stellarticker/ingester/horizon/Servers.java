package org.stellarticker.ingester.horizon;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.ingester.horizon.HealthCheck.Assessment;
import org.stellarticker.ingester.horizon.HealthCheck.ServerHealth;

/**
 * The Horizons that we may ask, one at a time. None is asked anything before it is {@link HealthCheck admitted}: at first,
 * after it failed some times in a row, and every minute. Whoever needs it then sees to that; the others wait, and share
 * what comes of it, so that a Horizon that is away is not asked by everybody at once.
 */
final class Servers {

    private static final Logger log = LoggerFactory.getLogger(Servers.class);

    /** What passes by itself costs only who met it. */
    private static final int FAULTS_IN_A_ROW = 3;

    private static final long ADMITTED_FOR = Duration.ofMinutes(1).toNanos();

    /** One that was left is not preferred again for so long. */
    private static final long LEFT_FOR = Duration.ofMinutes(10).toNanos();

    private static final long SHORTEST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Backoff.DURING_AN_OUTAGE.toNanos();

    /** Another server must be a minute ahead, so that two that are even do not take turns. */
    private static final long LEDGERS_AHEAD = 12;

    private static final long LEDGERS_UNEVEN = 20;

    private static final long LEDGERS_AN_HOUR = 720;

    private final List<Server> servers;
    private final HealthCheck healthCheck;
    private final Candidate.Inquiry inquiry;
    private final LongSupplier nanoTime;
    /** Which server others ask, who do not want to be confirmed by the same one. */
    private final @Nullable Servers avoided;

    private final ReentrantLock admitting = new ReentrantLock();
    private volatile Server current;
    private volatile boolean unverified = true;
    private volatile int faults;
    private volatile long admittedAt;
    private volatile String because = "";
    private volatile LedgerSequence newest = new LedgerSequence(0);
    private volatile @Nullable Instant newestClosedAt;
    // Only by who holds the lock.
    private @Nullable Failure failure;

    private static final class Server {
        private final HttpUrl url;
        private @Nullable Long leftAt;
        private boolean reportedWrongNetwork;

        Server(HttpUrl url) {
            this.url = url;
        }
    }

    private record Judged(Server server, Candidate candidate, Assessment assessment) {}

    /** That none could be admitted, so many times by now. */
    private record Failure(HorizonException fault, long at, int times, long since) {

        /** Before the next try, whoever wants it. */
        long pause() {
            return Math.min(SHORTEST_PAUSE << Math.min(times, 10), LONGEST_PAUSE);
        }
    }

    Servers(List<URI> urls, HealthCheck healthCheck, Candidate.Inquiry inquiry, LongSupplier nanoTime) {
        this.servers = urls.stream()
                .map(url -> new Server(HttpUrl.get(url.toString())))
                .toList();
        this.healthCheck = healthCheck;
        this.inquiry = inquiry;
        this.nanoTime = nanoTime;
        this.avoided = null;
        this.current = servers.getFirst();
    }

    private Servers(Servers avoided, HealthCheck healthCheck, Candidate.Inquiry inquiry) {
        this.servers =
                avoided.servers.stream().map(server -> new Server(server.url)).toList();
        this.healthCheck = healthCheck;
        this.inquiry = inquiry;
        this.nanoTime = avoided.nanoTime;
        this.avoided = avoided;
        this.current = lastIfAvoided(servers).getFirst();
    }

    /** Returns the same servers, of which another one is asked than here, as long as another one may be. */
    Servers elsewhere(HealthCheck other, Candidate.Inquiry otherInquiry) {
        return new Servers(this, other, otherInquiry);
    }

    private List<Server> lastIfAvoided(List<Server> order) {
        return order.stream()
                .sorted(Comparator.comparing(server -> avoided != null && avoided.isCurrent(server.url)))
                .toList();
    }

    int count() {
        return servers.size();
    }

    /**
     * The one to ask now.
     *
     * @throws HorizonException when none can be asked for the time being
     * @throws org.stellarticker.daemon.settings.SettingsException when none may be asked, and the program never served
     */
    HttpUrl admitted() throws InterruptedException {
        if (unverified) {
            long since = nanoTime.getAsLong();
            admitting.lockInterruptibly();
            try {
                if (unverified) {
                    shareFailure(since);
                    admit();
                }
            } finally {
                admitting.unlock();
            }
        } else if (nanoTime.getAsLong() - admittedAt > ADMITTED_FOR && admitting.tryLock()) {
            try {
                look();
            } finally {
                admitting.unlock();
            }
        }
        return current.url;
    }

    /** Whether nobody is asked before one was admitted. */
    boolean areUnverified() {
        return unverified;
    }

    boolean isCurrent(HttpUrl server) {
        return current.url.equals(server);
    }

    /** Keeps the newest ledger of the server that is asked. Behind one address a replica may be behind: it never falls. */
    synchronized void heardOf(LedgerSequence ledger) {
        newest = ledger.compareTo(newest) > 0 ? ledger : newest;
    }

    private synchronized void heardOf(Network network) {
        if (mayHaveClosed(network.newest())) {
            heardOf(network.newest());
        }
        network.newestClosedAt()
                .filter(closed -> newestClosedAt == null || closed.isAfter(newestClosedAt))
                .ifPresent(closed -> newestClosedAt = closed);
    }

    /** Returns whether no newest ledger of the current server is confirmed. */
    boolean isNewestUnknown() {
        return newest.value() == 0;
    }

    /** Returns when the newest ledger of the server that is asked closed; empty when that is not known. */
    Optional<Instant> newestClosedAt() {
        return Optional.ofNullable(newestClosedAt);
    }

    /** Returns whether so many ledgers may have closed since the newest one that is known; what leaps is to be confirmed. */
    boolean mayHaveClosed(LedgerSequence ledger) {
        return newest.value() > 0 && ledger.value() - newest.value() <= LEDGERS_AN_HOUR;
    }

    /** Returns the newest ledger whose trades may be told, as far as the current server said; 0 when it did not. */
    LedgerSequence newestReported() {
        return newest.value() == 0 ? newest : withSlack(newest);
    }

    /** Returns a ledger that servers behind one address may have which are not even. */
    static LedgerSequence withSlack(LedgerSequence newest) {
        return new LedgerSequence(Math.min(Integer.MAX_VALUE, newest.value() + LEDGERS_UNEVEN));
    }

    void answered(HttpUrl server) {
        if (faults > 0 && isCurrent(server)) {
            faults = 0;
        }
    }

    /** What came from it was no answer, or nothing came. */
    synchronized void failed(HttpUrl server, String reason) {
        if (isCurrent(server)) {
            faults++;
            if (faults >= FAULTS_IN_A_ROW) {
                leave(server, reason);
            }
        }
    }

    /** Another one may serve better. */
    synchronized void leave(HttpUrl server, String reason) {
        if (isCurrent(server)) {
            because = reason;
            unverified = true;
        }
    }

    /** What the current one tells may not be of our history. */
    void revalidate() {
        leave(current.url, "Horizon's trades leap");
    }

    /** Who waited while none could be admitted, or comes a moment later, need not try the same again. */
    private void shareFailure(long since) {
        if (failure != null && failure.at() + failure.pause() - since > 0) {
            throw new HorizonException(String.valueOf(failure.fault().getMessage()), failure.fault());
        }
    }

    private void admit() throws InterruptedException {
        try {
            use(best(theOthersFirst()));
        } catch (HorizonException fault) {
            long now = nanoTime.getAsLong();
            failure = failure == null
                    ? new Failure(fault, now, 1, now)
                    : new Failure(fault, now, failure.times() + 1, failure.since());
            if (failure.times() == FAULTS_IN_A_ROW) {
                log.atWarn().addKeyValue("because", fault.getMessage()).log("no Horizon can be asked");
            }
            throw fault;
        }
    }

    /** The one that is asked goes on being asked, should it not find the time to tell of itself; but not as a stranger. */
    private void look() throws InterruptedException {
        HttpUrl before = current.url;
        try {
            use(best(preferred()));
        } catch (HorizonException busy) {
            if (unverified) {
                throw busy;
            }
            log.atDebug().addKeyValue("because", busy.getMessage()).log("Horizon does not tell who it is");
            failed(before, String.valueOf(busy.getMessage()));
            admittedAt = nanoTime.getAsLong();
        }
    }

    /** It was the current one that failed. At the start, none did. */
    private List<Server> theOthersFirst() {
        int others = admittedAt == 0 ? 0 : servers.indexOf(current) + 1;
        var order = new ArrayList<>(servers.subList(others, servers.size()));
        order.addAll(servers.subList(0, others));
        return lastIfAvoided(order);
    }

    /** In the operator's order. */
    private List<Server> preferred() {
        long now = nanoTime.getAsLong();
        return lastIfAvoided(servers.stream()
                .filter(server -> server == current || server.leftAt == null || now - server.leftAt > LEFT_FOR)
                .toList());
    }

    /** The first that fits, else the one with the least against it. */
    private Judged best(List<Server> order) throws InterruptedException {
        var usable = new ArrayList<Judged>();
        var strangers = new ArrayList<String>();
        HorizonException unanswered = null;
        for (Server server : order) {
            var candidate = new Candidate(server.url, inquiry);
            try {
                var assessment = healthCheck.judge(candidate);
                if (assessment.health() == ServerHealth.HEALTHY) {
                    return new Judged(server, candidate, assessment);
                }
                if (assessment.health() == ServerHealth.WRONG_NETWORK) {
                    strangers.add(assessment.reason());
                    leave(server.url, assessment.reason());
                    reportWrongNetwork(server, assessment);
                } else {
                    because = server == current ? assessment.reason() : because;
                    usable.add(new Judged(server, candidate, assessment));
                }
            } catch (HorizonException fault) {
                unanswered = fault;
                server.leftAt = nanoTime.getAsLong();
            }
        }
        if (strangers.size() == servers.size()) {
            String reason = strangers.stream().distinct().collect(joining("; "));
            healthCheck.refused(reason);
            throw new HorizonException(reason);
        }
        if (!usable.isEmpty()) {
            Judged best = usable.getFirst();
            for (Judged other : usable) {
                best = better(best, other);
            }
            return best;
        }
        throw unanswered != null ? unanswered : new HorizonException(String.join("; ", strangers));
    }

    private void reportWrongNetwork(Server server, Assessment assessment) {
        if (!server.reportedWrongNetwork && servers.size() > 1) {
            server.reportedWrongNetwork = true;
            log.atWarn()
                    .addKeyValue("server", Wire.name(server.url))
                    .addKeyValue("because", assessment.reason())
                    .log("a Horizon is never asked");
        }
    }

    private Judged better(Judged one, Judged other) throws InterruptedException {
        int health = one.assessment().health().compareTo(other.assessment().health());
        long ahead = other.candidate().network().newest().value()
                - one.candidate().network().newest().value();
        if (health != 0) {
            return health < 0 ? one : other;
        }
        if (Math.abs(ahead) < LEDGERS_AHEAD) {
            return other.server() == current ? other : one;
        }
        return ahead > 0 ? other : one;
    }

    private void use(Judged chosen) throws InterruptedException {
        healthCheck.taken(chosen.candidate());
        long now = nanoTime.getAsLong();
        if (chosen.server() != current) {
            current.leftAt = now;
            log.atWarn()
                    .addKeyValue("left", Wire.name(current.url))
                    .addKeyValue("asked", chosen.candidate().name())
                    .addKeyValue("because", because)
                    .log("another Horizon is asked from now on");
        }
        if (failure != null && failure.times() >= FAULTS_IN_A_ROW) {
            log.atInfo()
                    .addKeyValue("server", chosen.candidate().name())
                    .addKeyValue(
                            "after_s", Duration.ofNanos(now - failure.since()).toSeconds())
                    .log("Horizon answers again");
        }
        failure = null;
        if (chosen.server() != current) {
            newest = new LedgerSequence(0);
            newestClosedAt = null;
        }
        chosen.candidate().heard().ifPresent(this::heardOf);
        admitAs(chosen.server(), now);
    }

    /** Waits until another one is asked, or some time. */
    synchronized void awaitAnother(HttpUrl server, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (isCurrent(server) && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    private synchronized void admitAs(Server server, long now) {
        current = server;
        notifyAll();
        faults = 0;
        // 0 says that none ever was.
        admittedAt = now == 0 ? 1 : now;
        unverified = false;
    }
}
