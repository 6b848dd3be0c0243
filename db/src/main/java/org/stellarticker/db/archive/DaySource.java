package org.stellarticker.db.archive;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Map;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Reads all that the database has of a day, in one snapshot. PostgreSQL sorts. */
public final class DaySource {

    private static final Map<String, String> PARTS =
            Map.of("markets", Sql.of(DaySource.class, "market-order").strip());
    private static final String COPY_TRADES = Sql.of(DaySource.class, "copy-trades", PARTS);
    private static final String COPY_CANDLES = Sql.of(DaySource.class, "copy-candles", PARTS);
    private static final String COPY_AUDIT = Sql.of(DaySource.class, "copy-audit", PARTS);
    private static final String AUDIT_OF_DAY = Sql.of(DaySource.class, "audit-of-day");

    private final Transaction tx;
    private final LocalDate day;

    /** @param day UTC; all statements of the transaction concern it */
    public DaySource(Transaction tx, LocalDate day) {
        this.tx = tx;
        this.day = day;
        set("ticker.day", day + " 00:00:00+00");
        set("ticker.next_day", day.plusDays(1) + " 00:00:00+00");
        // Two million trades are sorted in a few runs.
        set("work_mem", "64MB");
    }

    private void set(String name, String value) {
        tx.get("select set_config(?, ?, true)", _ -> true, name, value);
    }

    /** Writes the trades as comma-separated values, sorted by market and id. */
    public void copyTrades(OutputStream lines) {
        tx.copyOut(COPY_TRADES, lines);
    }

    /** Writes the candles of a minute as comma-separated values, sorted by market and time. */
    public void copyCandles(OutputStream lines) {
        tx.copyOut(COPY_CANDLES, lines);
    }

    /** Writes the audit of the hours as comma-separated values: all markets first, then single ones. */
    public void copyAudit(OutputStream lines) {
        tx.copyOut(COPY_AUDIT, lines);
    }

    /** Counts and sums the trades. */
    public TradeSums sumTrades() {
        return tx.get("""
                select count(*) as rows, coalesce(sum(base_amount), 0) as base, coalesce(sum(counter_amount), 0) as counter
                from trade
                where ledger_close_time >= ? and ledger_close_time < ?
                """, DaySource::sums, ArchivedDayStore.begin(day), ArchivedDayStore.end(day));
    }

    /** Counts and sums the candles of a minute. */
    public TradeSums sumCandles() {
        return tx.get("""
                select count(*) as rows, coalesce(sum(base_volume), 0) as base, coalesce(sum(counter_volume), 0) as counter
                from candle_1m
                where open_time >= ? and open_time < ?
                """, DaySource::sums, ArchivedDayStore.begin(day), ArchivedDayStore.end(day));
    }

    private static TradeSums sums(java.sql.ResultSet columns) throws java.sql.SQLException {
        return new TradeSums(columns.getLong("rows"), columns.getBigDecimal("base"), columns.getBigDecimal("counter"));
    }

    /** Returns whether candles of the day are still to be made from its trades. */
    public boolean hasMarks() {
        return tx.get(
                "select exists (select from change_mark where minute >= ? and minute < ?) as found",
                columns -> columns.getBoolean("found"),
                ArchivedDayStore.begin(day),
                ArchivedDayStore.end(day));
    }

    /** Returns the audit of the day's hours. */
    public AuditedDay audit() {
        return tx.get(
                AUDIT_OF_DAY,
                columns -> new AuditedDay(
                        columns.getInt("agreed"),
                        columns.getInt("acknowledged"),
                        Columns.findInstant(columns, "first_open")),
                ArchivedDayStore.begin(day),
                ArchivedDayStore.end(day));
    }
}
