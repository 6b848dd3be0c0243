package org.stellarticker.marketdata;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.audit.AuditWindow;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.coverage.CoverageStore;

/** Reads how completely a window of a market is fetched, and which hours of it are proven. */
public final class MarketCoverage {

    private final CoverageStore coverage = new CoverageStore();
    private final AuditWindowStore audits = new AuditWindowStore();

    /**
     * Reads the coverage of a window.
     *
     * @param asked in either direction
     * @param from inclusive
     * @param to exclusive
     */
    public WindowCoverage over(Transaction tx, TradePair asked, Instant from, Instant to) {
        TradePair stored = Orientation.of(asked).orient(asked);
        return new WindowCoverage(
                from, to, coverage.fetched(tx, from, to), provenHours(audits.list(tx, stored, from, to)));
    }

    private static Set<Instant> provenHours(List<AuditWindow> hours) {
        return hours.stream()
                .filter(hour -> hour.state() == AuditState.AGREED)
                .map(AuditWindow::hour)
                .collect(toSet());
    }
}
