package org.stellarticker.marketdata;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.audit.AuditWindow;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.FetchedTime;
import org.stellarticker.db.partition.RetentionWatermark;

/** Reads how completely a window of a market is fetched, and which hours of it are proven. */
public final class MarketCoverage {

    private final CoverageStore coverage = new CoverageStore();
    private final AuditWindowStore audits = new AuditWindowStore();
    private final RetentionWatermark watermark = new RetentionWatermark();

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

    /**
     * Reads the coverage of a window's single trades, which are kept for a shorter time than its candles: what was dropped
     * counts as not fetched. Otherwise as {@link #over}.
     */
    public WindowCoverage overTrades(Transaction tx, TradePair asked, Instant from, Instant to) {
        WindowCoverage all = over(tx, asked, from, to);
        FetchedTime fetched = all.fetched();
        Optional<Instant> keptFrom = watermark
                .find(tx)
                .flatMap(kept -> fetched.completeFrom().map(since -> since.isAfter(kept) ? since : kept))
                .or(fetched::completeFrom);
        return new WindowCoverage(
                from, to, new FetchedTime(keptFrom, fetched.completeTo(), fetched.gaps()), all.provenHours());
    }

    private static Set<Instant> provenHours(List<AuditWindow> hours) {
        return hours.stream()
                .filter(hour -> hour.state() == AuditState.AGREED)
                .map(AuditWindow::hour)
                .collect(toSet());
    }
}
