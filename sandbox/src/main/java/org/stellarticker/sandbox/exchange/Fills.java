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

    /** Further ledgers, which close at once, hold the rest: no more is in memory. */
    static final int OF_A_LEDGER_AT_MOST = 10_000;

    /** A ledger does not wait longer for an exchange that hangs. */
    private static final long TIMEOUT_MILLIS = 700;

    private static final String OF_DIFFERENT_RUNS =
            "; its journal and that of the ledgers belong to different runs: remove both folders to begin anew";

    private final ExchangeClient client;
    private final int instruments;
    private boolean away;
    private boolean known;

    /** @param instruments how many the exchange has */
    Fills(ExchangeClient client, int instruments) {
        this.client = client;
        this.instruments = instruments;
    }

    /**
     * Returns the fills after a number, oldest first; none while the exchange is away. It asks once: each question says to the
     * exchange that what came before need not be kept.
     *
     * @param number of the last fill that is safe in a ledger
     * @throws IllegalStateException when the exchange has not kept the next fill
     */
    List<Fill> after(long number) throws InterruptedException {
        try {
            if (!known) {
                requireAsManyAs(number);
                known = true;
            }
            List<Fill> fills =
                    client.fillsAfter(number, OF_A_LEDGER_AT_MOST).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            requireAllAfter(number, fills);
            isBack();
            return fills;
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof EngineAway)) {
                throw new IllegalStateException("the exchange's fills after " + number + " cannot be read", failed);
            }
            isAway(failed.getCause().toString());
        } catch (TimeoutException hangs) {
            isAway("no answer within " + TIMEOUT_MILLIS + " ms");
        }
        return List.of();
    }

    /** The ledgers are the exchange's memory of what it forgot, so one of both may not be begun anew alone. */
    private static void requireAllAfter(long number, List<Fill> fills) {
        for (int i = 0; i < fills.size(); i++) {
            long expected = number + 1 + i;
            if (fills.get(i).number() != expected) {
                throw new IllegalStateException("the exchange: expected fill " + expected + " next, found "
                        + fills.get(i).number() + OF_DIFFERENT_RUNS);
            }
        }
    }

    /** An exchange that was begun anew would count its fills from 1 again, and they would be taken for those in ledgers. */
    private void requireAsManyAs(long number) throws InterruptedException, ExecutionException, TimeoutException {
        long newest = 0;
        for (int instrument = 0; instrument < instruments; instrument++) {
            for (Fill last : client.lastFills(instrument, 1).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                newest = Math.max(newest, last.number());
            }
        }
        if (newest < number) {
            throw new IllegalStateException("the exchange: expected at least the " + number
                    + " fills that are in ledgers, found " + newest + OF_DIFFERENT_RUNS);
        }
    }

    private void isAway(String reason) {
        // It may have been begun anew when it is back.
        known = false;
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
