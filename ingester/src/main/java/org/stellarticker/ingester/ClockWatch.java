package org.stellarticker.ingester;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.ingester.horizon.Horizon;

/** Reports a clock that does not agree with Horizon's, since lags and windows are computed from it. */
final class ClockWatch implements Task {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

    private final Horizon horizon;
    private final Progress progress;
    private String logged = "";

    ClockWatch(Horizon horizon, Progress progress) {
        this.horizon = horizon;
        this.progress = progress;
    }

    @Override
    public void run() throws InterruptedException {
        horizon.ledgers().awaitNetwork();
        String fault = horizon.clockFault().orElse("");
        if (fault.isEmpty()) {
            progress.running("agrees with Horizon's");
        } else {
            progress.degraded(fault);
        }
        if (fault.isEmpty() != logged.isEmpty()) {
            var event = fault.isEmpty() ? log.atInfo() : log.atWarn().addKeyValue("because", fault);
            event.log(fault.isEmpty() ? "clock agrees with Horizon again" : "clock disagrees with Horizon");
        }
        logged = fault;
    }
}
