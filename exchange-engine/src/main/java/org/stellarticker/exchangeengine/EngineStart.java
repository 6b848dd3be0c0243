package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.journal.DurableEngine;

/** Recovers the engine as its journal left it. */
final class EngineStart {

    private static final Logger log = LoggerFactory.getLogger(EngineStart.class);

    private EngineStart() {}

    static LiveEngine open(
            ExchangeEngineConfig config, List<Instrument> instruments, EventRing events, EngineMetrics metrics)
            throws IOException {
        long begun = System.nanoTime();
        var engine = DurableEngine.open(config.journal(), instruments, config.limits(), new EventEncoder(events));
        if (engine.engine().lastEvent() != events.newest()) {
            events.continueAfter(engine.engine().lastEvent());
        }
        DurableEngine.Recovered recovered = engine.recovered();
        log.atInfo()
                .addKeyValue("commands", engine.lastCommand())
                .addKeyValue("snapshot", recovered.snapshot())
                .addKeyValue("replayed", recovered.replayed())
                .addKeyValue("milliseconds", (System.nanoTime() - begun) / 1_000_000)
                .log("engine recovered");
        if (recovered.cut() > 0) {
            log.atInfo().addKeyValue("bytes", recovered.cut()).log("cut off the journal's torn end");
        }
        if (recovered.damagedSnapshots() > 0) {
            log.atWarn()
                    .addKeyValue("snapshots", recovered.damagedSnapshots())
                    .log("left out damaged snapshots; replayed the journal from an older one");
        }
        return new LiveEngine(engine, config.snapshotCommands(), metrics);
    }
}
