package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;

/** Opens and closes gaps: time ranges whose trades may be missing. Each change of a gap is an event. */
public final class GapRecorder {

    private static final Logger log = LoggerFactory.getLogger(GapRecorder.class);

    private final Database database;
    private final TradePosition position;
    private final Clock clock;
    private final GapStore gaps = new GapStore();
    private final EventLog events = new EventLog();

    public GapRecorder(Database database, TradePosition position, Clock clock) {
        this.database = database;
        this.position = position;
        this.clock = clock;
    }

    /**
     * Opens a gap where a server's oldest ledger is newer than the live cursor. Horizon answers from its oldest ledger when
     * the cursor is older, and reports no error.
     *
     * @param elderClosedAt when the oldest ledger closed; without it, everything until now may be missing
     */
    void openBefore(LedgerSequence elder, Optional<Instant> elderClosedAt) {
        Instant kept = elderClosedAt.orElseGet(clock::instant);
        Instant storedTo = position.completeTo().orElse(Instant.EPOCH);
        if (storedTo.isBefore(kept)) {
            var gap = new Gap(
                    storedTo,
                    kept,
                    "Horizon keeps trades from ledger " + elder + " on only, and they were read up to ledger "
                            + position.liveLedger()
                                    .map(LedgerSequence::toString)
                                    .orElse("0"));
            database.commit(tx -> open(tx, gap));
        }
    }

    /** Opens a gap, unless it is open already. */
    void open(Transaction tx, Gap gap) {
        if (gaps.open(tx, gap)) {
            events.append(tx, event(EventKind.GAP_FOUND, gap));
            tx.afterCommit(() -> log.atWarn()
                    .addKeyValue("from", gap.from())
                    .addKeyValue("to", gap.to())
                    .addKeyValue("because", gap.reason())
                    .log("gap opened: trades may be missing"));
        }
    }

    /** Closes the gaps of a time range whose trades are stored now. */
    void close(Transaction tx, Instant from, Instant to) {
        gaps.close(tx, from, to, clock.instant()).forEach(gap -> events.append(tx, event(EventKind.GAP_CLOSED, gap)));
    }

    private static Event event(EventKind kind, Gap gap) {
        return new Event(kind, new TreeSet<>(), Optional.empty(), gap.from() + " to " + gap.to());
    }
}
