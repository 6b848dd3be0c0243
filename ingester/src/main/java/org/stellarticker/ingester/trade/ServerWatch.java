package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.ingester.horizon.client.Candidate;
import org.stellarticker.ingester.horizon.client.Network;
import org.stellarticker.ingester.horizon.client.ServerListener;

/**
 * Reports which Horizon is asked, and opens a gap where that one no longer keeps the trades that follow the live cursor. Ends
 * the program when no server fits, as long as it never served: its settings are wrong then.
 */
public final class ServerWatch implements ServerListener {

    private final TradePosition position;
    private final GapRecorder gaps;
    private final Progress progress;
    private final Clock clock;
    private volatile boolean served;

    /** @param served whether the product is being served, so that no answer of a Horizon ends the program */
    public ServerWatch(TradePosition position, GapRecorder gaps, Progress progress, Clock clock, boolean served) {
        this.position = position;
        this.gaps = gaps;
        this.progress = progress;
        this.clock = clock;
        this.served = served;
    }

    @Override
    public void onSelected(Candidate server) throws InterruptedException {
        Network network = server.network();
        boolean trimmed =
                position.liveLedger().filter(read -> !network.keeps(read)).isPresent();
        if (trimmed) {
            gaps.openBefore(network.elder(), server.closeTime(network.elder()));
        }
        String old = network.newestClosedAt()
                .map(closed -> Duration.between(closed, clock.instant()))
                .filter(NetworkGuard::isOld)
                .map(age -> ", which closed " + age.toSeconds() + " s ago")
                .orElse("");
        served = true;
        progress.running(server.name() + " at ledger " + network.newest() + old);
    }

    @Override
    public void onAllRefused(String reason) {
        if (!served) {
            throw new SettingsException(reason);
        }
        progress.degraded(reason);
    }
}
