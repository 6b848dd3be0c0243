package org.stellarticker.sandbox.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stellarticker.exchange.link.EngineAway;

/** Waits for the exchange's answers. */
final class Answers {

    private static final long TIMEOUT_SECONDS = 5;

    private Answers() {}

    static <T> T await(CompletableFuture<T> answer) throws InterruptedException, ExchangeAway {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new ExchangeAway(hangs);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EngineAway away) {
                throw new ExchangeAway(away);
            }
            throw new IllegalStateException("the exchange's answer cannot be used", failed);
        }
    }
}
