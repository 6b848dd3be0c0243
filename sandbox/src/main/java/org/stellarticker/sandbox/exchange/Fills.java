package org.stellarticker.sandbox.exchange;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchange.link.ExchangeClient;

/** Takes the exchange's fills, each once and in order. */
final class Fills {

    private static final Logger LOG = LoggerFactory.getLogger(Fills.class);

    /** After a long pause, later ledgers hold the rest. */
    private static final int OF_A_LEDGER_AT_MOST = 20_000;

    /** A ledger does not wait longer for an exchange that hangs. */
    private static final long PATIENCE_MILLIS = 700;

    private final ExchangeClient client;
    private boolean away;

    Fills(ExchangeClient client) {
        this.client = client;
    }

    /**
     * Returns the fills after a number, oldest first; none while the exchange is away. It asks once: each question tells the
     * exchange that what came before need not be kept.
     *
     * @param number of the last fill that is safe in a ledger
     * @throws IllegalStateException when the exchange has not kept the next fill
     */
    List<Fill> after(long number) throws InterruptedException {
        try {
            List<Fill> fills =
                    client.fillsAfter(number, OF_A_LEDGER_AT_MOST).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            requireAllAfter(number, fills);
            isBack();
            return fills;
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof EngineAway)) {
                throw new IllegalStateException("the exchange's fills after " + number + " cannot be read", failed);
            }
            isAway(failed.getCause().toString());
        } catch (TimeoutException hangs) {
            isAway("no answer within " + PATIENCE_MILLIS + " ms");
        }
        return List.of();
    }

    /** The ledgers are the exchange's memory of what it forgot, so one of both may not be begun anew alone. */
    private static void requireAllAfter(long number, List<Fill> fills) {
        for (int i = 0; i < fills.size(); i++) {
            long expected = number + 1 + i;
            if (fills.get(i).number() != expected) {
                throw new IllegalStateException("the exchange: expected fill " + expected + " next, found "
                        + fills.get(i).number() + "; its journal and that of the ledgers belong to different runs:"
                        + " remove both folders to begin anew");
            }
        }
    }

    private void isAway(String reason) {
        if (!away) {
            away = true;
            LOG.atWarn().addKeyValue("reason", reason).log("the exchange is away; ledgers close without its fills");
        }
    }

    private void isBack() {
        if (away) {
            away = false;
            LOG.info("the exchange is back; the next ledgers hold its fills");
        }
    }
}
