package org.stellarticker.marketdata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditWindow;
import org.stellarticker.db.audit.AuditWindowStore;

/** Lists what the audit found hour by hour. */
public final class AuditedHours {

    private final AuditWindowStore audits = new AuditWindowStore();

    /**
     * Lists the hours (UTC) that overlap a time range, oldest first; those that the audit has not met are left out.
     *
     * @param market in either direction; empty for all markets together
     * @param from inclusive
     * @param to exclusive
     */
    public List<AuditWindow> list(Transaction tx, Optional<TradePair> market, Instant from, Instant to) {
        return market.map(pair -> audits.list(tx, Orientation.of(pair).orient(pair), from, to))
                .orElseGet(() -> audits.list(tx, from, to));
    }
}
