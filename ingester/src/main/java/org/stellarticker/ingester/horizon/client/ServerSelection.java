package org.stellarticker.ingester.horizon.client;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.ingester.horizon.client.HealthCheck.Assessment;
import org.stellarticker.ingester.horizon.client.HealthCheck.ServerHealth;

/** Checks servers, compares those that may be asked, and selects the best. Used by the thread that holds the selecting lock. */
final class ServerSelection {

    private static final Logger log = LoggerFactory.getLogger(ServerSelection.class);

    /** Another server must be a minute ahead, so that two that are at about the same ledger do not alternate. */
    private static final long LEDGERS_AHEAD = 12;

    private final List<HttpUrl> servers;
    private final HealthCheck healthCheck;
    private final ServerListener listener;
    private final Candidate.Inquiry inquiry;
    private final LongSupplier nanoTime;
    private final AtomicReference<ServerState> state;
    private final Set<HttpUrl> loggedAsWrong = new HashSet<>();

    /** A server that answered its check and may be asked. */
    record Checked(HttpUrl server, Candidate candidate, Assessment assessment) {}

    ServerSelection(
            List<HttpUrl> servers,
            HealthCheck healthCheck,
            ServerListener listener,
            Candidate.Inquiry inquiry,
            LongSupplier nanoTime,
            AtomicReference<ServerState> state) {
        this.servers = servers;
        this.healthCheck = healthCheck;
        this.listener = listener;
        this.inquiry = inquiry;
        this.nanoTime = nanoTime;
        this.state = state;
    }

    /** Returns a selection among the same servers for other work, which no listener follows. */
    ServerSelection elsewhere(Candidate.Inquiry otherInquiry, AtomicReference<ServerState> otherState) {
        return new ServerSelection(servers, healthCheck, ServerListener.NONE, otherInquiry, nanoTime, otherState);
    }

    /** Returns the first healthy server, else the best of those that may be asked. */
    Checked best(List<HttpUrl> order) throws InterruptedException {
        var usable = new ArrayList<Checked>();
        var wrong = new ArrayList<String>();
        HorizonException unanswered = null;
        for (HttpUrl server : order) {
            var candidate = new Candidate(server, inquiry);
            try {
                var assessment = healthCheck.check(candidate);
                if (assessment.health() == ServerHealth.HEALTHY) {
                    return new Checked(server, candidate, assessment);
                }
                if (assessment.health() == ServerHealth.WRONG_NETWORK) {
                    wrong.add(assessment.reason());
                    state.updateAndGet(now -> now.unverified(server, assessment.reason()));
                    logWrongNetwork(server, assessment);
                } else {
                    state.updateAndGet(now -> now.isCurrent(server) ? now.withReason(assessment.reason()) : now);
                    usable.add(new Checked(server, candidate, assessment));
                }
            } catch (HorizonException failure) {
                unanswered = failure;
                state.updateAndGet(now -> now.left(server, nanoTime.getAsLong()));
            }
        }
        if (wrong.size() == servers.size()) {
            String reason = wrong.stream().distinct().collect(joining("; "));
            listener.onAllRefused(reason);
            throw new HorizonException(reason);
        }
        if (!usable.isEmpty()) {
            Checked best = usable.getFirst();
            for (Checked other : usable) {
                best = better(best, other);
            }
            return best;
        }
        throw unanswered != null ? unanswered : new HorizonException(String.join("; ", wrong));
    }

    private void logWrongNetwork(HttpUrl server, Assessment assessment) {
        if (servers.size() > 1 && loggedAsWrong.add(server)) {
            log.atWarn()
                    .addKeyValue("server", Wire.name(server))
                    .addKeyValue("because", assessment.reason())
                    .log("server excluded: wrong network");
        }
    }

    private Checked better(Checked one, Checked other) throws InterruptedException {
        int health = one.assessment().health().compareTo(other.assessment().health());
        long ahead = other.candidate().network().newest().value()
                - one.candidate().network().newest().value();
        if (health != 0) {
            return health < 0 ? one : other;
        }
        if (Math.abs(ahead) < LEDGERS_AHEAD) {
            return state.get().isCurrent(other.server()) ? other : one;
        }
        return ahead > 0 ? other : one;
    }

    /**
     * Makes a server the current one.
     *
     * @throws HorizonException when it does not answer the listener
     */
    void use(Checked chosen) throws InterruptedException {
        listener.onSelected(chosen.candidate());
        long now = nanoTime.getAsLong();
        logSelection(state.get(), chosen, now);
        Optional<Network> reported = chosen.candidate().reported();
        state.updateAndGet(before -> {
            ServerState next = before.selected(chosen.server(), now);
            return reported.map(next::reported).orElse(next);
        });
    }

    private static void logSelection(ServerState before, Checked chosen, long now) {
        if (!before.isCurrent(chosen.server())) {
            log.atWarn()
                    .addKeyValue("left", Wire.name(before.current()))
                    .addKeyValue("selected", chosen.candidate().name())
                    .addKeyValue("because", before.reason())
                    .log("another Horizon selected");
        }
        ServerState.Outage outage = before.outage();
        if (outage != null && outage.isLong()) {
            log.atInfo()
                    .addKeyValue("server", chosen.candidate().name())
                    .addKeyValue(
                            "after_s", Duration.ofNanos(now - outage.since()).toSeconds())
                    .log("Horizon answers again");
        }
    }
}
