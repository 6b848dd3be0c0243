package org.stellarticker.sandbox.market;

import java.io.IOException;
import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.journal.JournalWriter;
import org.stellarticker.sandbox.market.math.MarketTime;

/** Writes the seven days before the live market. */
final class History {

    private final Trading trading;
    private final Activity activity;
    private final int trades;

    History(Trading trading, Activity activity, int trades) {
        this.trading = trading;
        this.activity = activity;
        this.trades = trades;
    }

    /**
     * Writes exactly the wanted number of trades; ledgers without trades are left out, except the first and the last.
     */
    void write(JournalWriter writer, Instant end) throws IOException {
        double all = 0;
        for (int ledger = MarketTime.FIRST_LEDGER; ledger <= MarketTime.LAST_OF_HISTORY; ledger++) {
            all += activity.history(ledger);
        }
        double upToHere = 0;
        long written = 0;
        for (int ledger = MarketTime.FIRST_LEDGER; ledger <= MarketTime.LAST_OF_HISTORY; ledger++) {
            boolean atTheEdge = ledger == MarketTime.FIRST_LEDGER || ledger == MarketTime.LAST_OF_HISTORY;
            upToHere += activity.history(ledger);
            long due = ledger == MarketTime.LAST_OF_HISTORY ? trades : (long) (trades * (upToHere / all));
            if (due > written || atTheEdge) {
                writer.add(trading.ledger(
                        new LedgerSequence(ledger), MarketTime.closedAt(ledger, end), (int) (due - written)));
                written = due;
            }
        }
    }
}
