package org.stellarticker.exchangeengine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.engine.EngineLimits;

/** The program's parts, in this process, as {@link Main} puts them together. */
final class RunningEngine implements AutoCloseable {

    static final Asset USDC = Asset.issued("USDC", "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN");

    /** XLM-USDC, price decimals 4, a lot of 0.001. */
    static final Instrument LUMENS =
            new Instrument(0, NativeAsset.XLM, USDC, 4, 10_000, 10_000, 10_000_000_000_000_000L, 0);

    final LiveEngine live;
    private final EngineLoop loop;

    RunningEngine(Path folder, int eventsKept) throws IOException {
        this(folder, eventsKept, Traces.off());
    }

    RunningEngine(Path folder, int eventsKept, Traces traces) throws IOException {
        var config = new ExchangeEngineConfig(
                folder.resolve("journal"), socket(folder), EngineLimits.USUAL, 1_000_000, eventsKept);
        var metrics = new EngineMetrics(new SimpleMeterRegistry());
        var events = new EventRing(config.eventsKept());
        live = EngineStart.open(config, List.of(LUMENS), events, metrics);
        Clock clock = Clock.systemUTC();
        var work = new WorkContext(new Progress("commands", clock), clock, new Stop());
        loop = EngineLoop.start(
                live, EngineSocket.open(config.socket(), events), metrics, new OrderTraces(traces, clock), work);
    }

    static Path socket(Path folder) {
        return folder.resolve("e.sock");
    }

    /** Ends as a kill would, without a snapshot; what was answered is durable. */
    void kill() throws IOException {
        loop.close();
        live.durable().close();
    }

    @Override
    public void close() throws IOException {
        loop.close();
        live.close();
    }
}
