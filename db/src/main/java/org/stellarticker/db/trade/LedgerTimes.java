package org.stellarticker.db.trade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Stores the close times of the ledgers of trades, and finds trades with another close time than their ledger. */
final class LedgerTimes {

    private static final String MOVE = Sql.of(TradeStore.class, "move-ledger");

    private record Conflict(LedgerSequence ledger, Instant stored, Instant received) {}

    private final Transaction tx;
    private final TradeSource source;
    private final Map<LedgerSequence, Instant> times = new TreeMap<>();
    private final List<TradeConflict> conflicts = new ArrayList<>();

    /** @param trades in their order; the majority of a ledger gives its close time, so that a wrong one moves only itself */
    LedgerTimes(Transaction tx, Iterable<Trade> trades, TradeSource source) {
        this.tx = tx;
        this.source = source;
        // Majority vote: the value whose count is left over, if there is a majority; else the first.
        var ahead = new HashMap<LedgerSequence, Integer>();
        for (Trade trade : trades) {
            LedgerSequence ledger = trade.id().ledger();
            int votes = ahead.getOrDefault(ledger, 0);
            boolean agrees = trade.ledgerCloseTime().equals(times.get(ledger));
            if (votes == 0) {
                times.putIfAbsent(ledger, trade.ledgerCloseTime());
            }
            ahead.put(ledger, agrees || votes == 0 ? votes + 1 : votes - 1);
        }
    }

    /** Stores the close times. A page's replaces one that only the stream gave; any other stays as stored. */
    void store() {
        // In one order everywhere, so that two transactions never deadlock.
        long[] sequences =
                times.keySet().stream().mapToLong(LedgerSequence::value).toArray();
        long[] micros = times.values().stream().mapToLong(TradeColumns::micros).toArray();
        int inserted = tx.update("""
                insert into ledger (sequence, closed_at)
                select sequence, timestamptz 'epoch' + micros * interval '1 microsecond'
                from unnest(?::bigint[], ?::bigint[]) as received (sequence, micros)
                on conflict do nothing
                """, sequences, micros);
        if (inserted < sequences.length) {
            conflictsWith(sequences, micros).forEach(this::resolve);
        }
    }

    private List<Conflict> conflictsWith(long[] sequences, long[] micros) {
        return tx.list(
                """
                select sequence, closed_at, received_at
                from unnest(?::bigint[], ?::bigint[]) as received (sequence, micros)
                cross join lateral (select timestamptz 'epoch' + micros * interval '1 microsecond' as received_at) as received_time
                join ledger using (sequence)
                where closed_at <> received_at
                order by sequence
                """,
                columns -> new Conflict(
                        new LedgerSequence(columns.getLong("sequence")),
                        Columns.instant(columns, "closed_at"),
                        Columns.instant(columns, "received_at")),
                sequences,
                micros);
    }

    private void resolve(Conflict found) {
        if (source.outranksStream() && onlyStreamed(found)) {
            conflicts.addAll(move(tx, new Ledger(found.ledger(), found.stored()), found.received(), source));
        } else {
            times.put(found.ledger(), found.stored());
        }
    }

    static List<TradeConflict> move(Transaction tx, Ledger stored, Instant receivedAt, TradeSource source) {
        return tx.listReplanned(
                MOVE, TradeStore::conflict, stored.sequence().value(), stored.closedAt(), receivedAt, source.letter());
    }

    private boolean onlyStreamed(Conflict found) {
        return tx.listReplanned(
                        """
                        select 1
                        from trade
                        where ledger_close_time = ? and toid >= ?::bigint << 32 and toid < (?::bigint + 1) << 32 and ingested_from <> 's'
                        limit 1
                        """,
                        _ -> true,
                        found.stored(),
                        found.ledger().value(),
                        found.ledger().value())
                .isEmpty();
    }

    /** Returns whether a trade has the stored close time of its ledger. */
    boolean agree(Trade trade) {
        return trade.ledgerCloseTime().equals(times.get(trade.id().ledger()));
    }

    /** Returns the deleted trades of ledgers whose close time was replaced. */
    List<TradeConflict> conflicts() {
        return conflicts;
    }
}
