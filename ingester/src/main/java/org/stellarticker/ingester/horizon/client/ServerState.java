package org.stellarticker.ingester.horizon.client;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;

/**
 * What is known of the servers at one moment.
 *
 * @param current the server that is asked
 * @param isVerified whether it may be asked without a check before
 * @param failures its failures in a row
 * @param checkedAt when it was selected or confirmed, in nanoseconds; 0 for never
 * @param reason why another server is looked for; empty for no reason
 * @param newest its newest ledger; 0 when it is not known
 * @param newestClosedAt when its newest ledger closed; null when that is not known
 * @param leftAt when servers failed or were left, in nanoseconds
 * @param outage the failed selections in a row; null when the last one succeeded
 */
record ServerState(
        HttpUrl current,
        boolean isVerified,
        int failures,
        long checkedAt,
        String reason,
        LedgerSequence newest,
        @Nullable Instant newestClosedAt,
        Map<HttpUrl, Long> leftAt,
        @Nullable Outage outage) {

    /** A failure that passes costs only the request that met it. */
    static final int FAILURES_IN_A_ROW = 3;

    private static final long LEDGERS_AN_HOUR = 720;

    private static final LedgerSequence UNKNOWN = new LedgerSequence(0);

    /**
     * Selections in a row that found no server.
     *
     * @param at when the last one failed, in nanoseconds
     * @param since when the first one failed, in nanoseconds
     */
    record Outage(HorizonException failure, long at, int times, long since) {

        /** Returns for how many nanoseconds this failure is shared in place of another selection. */
        long pause() {
            return Servers.BETWEEN_SELECTIONS.after(times).toNanos();
        }

        boolean isLong() {
            return times >= FAILURES_IN_A_ROW;
        }
    }

    static ServerState first(HttpUrl server) {
        return new ServerState(server, false, 0, 0, "", UNKNOWN, null, Map.of(), null);
    }

    boolean isCurrent(HttpUrl server) {
        return current.equals(server);
    }

    /** Returns whether so many ledgers may have closed since the newest known one. */
    boolean mayHaveClosed(LedgerSequence ledger) {
        return newest.value() > 0 && ledger.value() - newest.value() <= LEDGERS_AN_HOUR;
    }

    ServerState answered(HttpUrl server) {
        return failures > 0 && isCurrent(server)
                ? new ServerState(current, isVerified, 0, checkedAt, reason, newest, newestClosedAt, leftAt, outage)
                : this;
    }

    ServerState failed(HttpUrl server, String why) {
        if (!isCurrent(server)) {
            return this;
        }
        var failed = new ServerState(
                current, isVerified, failures + 1, checkedAt, reason, newest, newestClosedAt, leftAt, outage);
        return failed.failures >= FAILURES_IN_A_ROW ? failed.unverified(server, why) : failed;
    }

    ServerState unverified(HttpUrl server, String why) {
        return isCurrent(server)
                ? new ServerState(current, false, failures, checkedAt, why, newest, newestClosedAt, leftAt, outage)
                : this;
    }

    ServerState withReason(String why) {
        return new ServerState(current, isVerified, failures, checkedAt, why, newest, newestClosedAt, leftAt, outage);
    }

    /** Returns a state with a newest ledger, which never falls for one server. */
    ServerState withNewest(LedgerSequence ledger) {
        if (ledger.compareTo(newest) <= 0) {
            return this;
        }
        return new ServerState(
                current, isVerified, failures, checkedAt, reason, ledger, newestClosedAt, leftAt, outage);
    }

    /** Returns a state with what the root document says of the newest ledger. */
    ServerState reported(Network network) {
        ServerState next = mayHaveClosed(network.newest()) ? withNewest(network.newest()) : this;
        Instant closedAt = network.newestClosedAt().orElse(null);
        return closedAt == null || (newestClosedAt != null && !closedAt.isAfter(newestClosedAt))
                ? next
                : new ServerState(
                        current, isVerified, failures, checkedAt, reason, next.newest, closedAt, leftAt, outage);
    }

    ServerState checked(long now) {
        return new ServerState(current, isVerified, failures, now, reason, newest, newestClosedAt, leftAt, outage);
    }

    ServerState left(HttpUrl server, long now) {
        var left = new HashMap<>(leftAt);
        left.put(server, now);
        return new ServerState(
                current, isVerified, failures, checkedAt, reason, newest, newestClosedAt, Map.copyOf(left), outage);
    }

    ServerState notSelected(HorizonException failure, long now) {
        var next = outage == null
                ? new Outage(failure, now, 1, now)
                : new Outage(failure, now, outage.times() + 1, outage.since());
        return new ServerState(current, isVerified, failures, checkedAt, reason, newest, newestClosedAt, leftAt, next);
    }

    ServerState selected(HttpUrl server, long now) {
        boolean same = isCurrent(server);
        ServerState from = same ? this : left(current, now);
        // 0 says that no server was ever selected.
        long at = now == 0 ? 1 : now;
        return new ServerState(
                server, true, 0, at, reason, same ? newest : UNKNOWN, same ? newestClosedAt : null, from.leftAt, null);
    }
}
