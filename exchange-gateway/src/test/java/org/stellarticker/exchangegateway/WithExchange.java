package org.stellarticker.exchangegateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchangegateway.TestGateway.Trading;

/** Tests of a gateway with the real engine behind it, which all tests of a class share. */
abstract class WithExchange {

    @TempDir
    static Path state;

    private static EngineProcess engine;

    static TestGateway gateway;

    private final List<Trading> traders = new ArrayList<>();

    @BeforeAll
    static void startExchange() throws Exception {
        engine = EngineProcess.start(state);
        gateway = TestGateway.start(state);
    }

    @AfterAll
    static void endExchange() throws Exception {
        gateway.close();
        engine.close();
    }

    @AfterEach
    void emptyTheBook() throws IOException {
        for (Trading trader : traders) {
            trader.send("DELETE", "/orders", "");
        }
    }

    /** Returns a trader with an account of its own, whose orders end with the test. */
    final Trading trader() throws IOException {
        Trading trader = gateway.trader();
        traders.add(trader);
        return trader;
    }
}
