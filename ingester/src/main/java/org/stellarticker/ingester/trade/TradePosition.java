package org.stellarticker.ingester.trade;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.Database;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;

/** The position up to which trades are stored, and the network and the ledgers that they come from. */
public final class TradePosition {

    private static final Logger log = LoggerFactory.getLogger(TradePosition.class);

    /** Behind one address there may be several servers, some of them a few ledgers behind. */
    private static final long LEDGERS_APART = 20;

    private final Database database;
    private final NetworkStore networks = new NetworkStore();
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final CoverageStore coverage = new CoverageStore();

    public TradePosition(Database database) {
        this.database = database;
    }

    /** Returns the passphrase of the network whose trades are stored; empty before the first start. */
    public Optional<String> network() {
        return database.snapshot(networks::find);
    }

    /** Binds the database to a network, unless it is bound already. */
    void bindNetwork(String passphrase) {
        database.commit(tx -> {
            if (networks.find(tx).isEmpty()) {
                networks.save(tx, passphrase);
            }
        });
    }

    /**
     * Saves the live/backfill boundary. Trades after it are live; those before it, down to a time, are the backfill's. Both
     * are saved in one transaction, so that no range is read by neither.
     */
    void initialize(PagingToken boundary, Instant lowerTime) {
        database.commit(tx -> {
            cursors.save(tx, new Cursor(CursorStore.TRADES, boundary));
            backfills.begin(tx, boundary, lowerTime);
        });
        log.atInfo()
                .addKeyValue("boundary", boundary)
                .addKeyValue("backfill_to", lowerTime)
                .log("first start: live/backfill boundary saved");
    }

    /** Returns the position up to which live trades are stored; empty before the first start. */
    Optional<PagingToken> live() {
        return database.snapshot(tx -> cursors.find(tx, CursorStore.TRADES)).map(Cursor::token);
    }

    /** Returns the ledger of {@link #live}. */
    Optional<LedgerSequence> liveLedger() {
        return live().map(token -> TradeId.parse(token.value()).ledger());
    }

    /**
     * Moves the live cursor forward over ledgers without trades. It moves to the position that a page reported which was
     * requested after a ledger had closed, unless that lies beyond this ledger; else to some ledgers before it.
     *
     * @param newest a ledger that had closed before the page was requested
     */
    void advanceWithoutTrades(LedgerSequence newest, PagingToken reported) {
        TradeId last = TradeId.parse(reported.value());
        TradeId quiet =
                TradeId.parse(PagingToken.before(new LedgerSequence(Math.max(1, newest.value() - LEDGERS_APART)))
                        .value());
        boolean confirmed = last.ledger().compareTo(newest) <= 0 && last.compareTo(quiet) > 0;
        var position = (confirmed ? last : quiet).token();
        database.commit(tx -> {
            boolean further = cursors.find(tx, CursorStore.TRADES)
                    .filter(cursor ->
                            TradeId.parse(cursor.token().value()).compareTo(TradeId.parse(position.value())) < 0)
                    .isPresent();
            if (further) {
                cursors.save(tx, new Cursor(CursorStore.TRADES, position));
            }
        });
    }

    /** Returns the newest ledger of a range, both ends inclusive, whose trades are stored. */
    Optional<Ledger> newestLedger(LedgerSequence from, LedgerSequence to) {
        return database.snapshot(tx -> ledgers.findNewest(tx, from, to));
    }

    /** Returns the newest ledgers of a range, both ends inclusive, whose trades are stored, the newest first. */
    List<Ledger> newestLedgers(LedgerSequence from, LedgerSequence to, int most) {
        return database.snapshot(tx -> ledgers.listNewest(tx, from, to, most));
    }

    /** Returns the close time of the newest ledger that is stored as a whole. */
    Optional<Instant> completeTo() {
        return database.snapshot(coverage::completeTo);
    }
}
