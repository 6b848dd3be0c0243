package org.stellarticker.db.copy;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/**
 * Copies tables as text, one line a row, by PostgreSQL's {@code COPY}. The text of a value is the same in all versions of
 * PostgreSQL that are supported; the binary form is promised only within one version.
 */
public final class TableCopy {

    private static final String LIST = Sql.of(TableCopy.class, "list-tables");

    /** Tables to which migrations add one row. */
    private static final Set<String> SEEDED =
            Set.of("asset", "asset_list", "issuer", "event_position", "subscription_revision");

    /** Lists all tables, each after those that its foreign keys name. */
    public List<CopiedTable> list(Transaction tx) {
        return TableOrder.of(tx.list(
                LIST,
                columns -> new CopiedTable(
                        Columns.text(columns, "name"),
                        Columns.texts(columns, "columns"),
                        Set.copyOf(Columns.texts(columns, "needs")),
                        columns.getLong("estimated_rows"),
                        new CopiedTable.Statements(
                                Columns.text(columns, "copy_out"),
                                Columns.text(columns, "copy_in"),
                                Columns.text(columns, "count_two"),
                                Columns.text(columns, "clear"),
                                Columns.text(columns, "lock_for_reading"),
                                Columns.text(columns, "lock_for_writing")))));
    }

    /**
     * Keeps the tables, with their partitions, from being dropped or migrated until the end of the transaction. As its first
     * call, so that a snapshot begins only once all locks are held: a day that is dropped between both would be missing.
     */
    public void lockForReading(Transaction tx, List<CopiedTable> tables) {
        tables.forEach(table -> tx.update(table.statements().lockForReading()));
    }

    /** Keeps all others from writing to the tables until the end of the transaction. */
    public void lockForWriting(Transaction tx, List<CopiedTable> tables, Duration timeout) {
        tx.waitForLocks(timeout);
        tables.forEach(table -> tx.update(table.statements().lockForWriting()));
    }

    /** Makes the text of values independent of the server's and the role's settings, and lets a copy take its time. */
    public void fixTextForm(Transaction tx) {
        tx.update("set local timezone = 'UTC'");
        tx.update("set local datestyle = 'ISO, YMD'");
        tx.update("set local intervalstyle = 'postgres'");
        tx.update("set local bytea_output = 'hex'");
        tx.update("set local extra_float_digits = 1");
        tx.update("set local statement_timeout = 0");
        tx.update("set local idle_in_transaction_session_timeout = 0");
    }

    /** Writes the rows of a table, each as a line, in any order. */
    public void copyOut(Transaction tx, CopiedTable table, OutputStream lines) {
        tx.copyOut(table.statements().copyOut(), lines);
    }

    /** Adds rows to a table from the lines that {@link #copyOut} wrote. */
    public void copyIn(Transaction tx, CopiedTable table, InputStream lines) {
        tx.copyIn(table.statements().copyIn(), lines);
    }

    /** Returns the tables that hold more than what migrations add. */
    public List<String> filled(Transaction tx, List<CopiedTable> tables) {
        return tables.stream()
                .filter(table -> tx.get(table.statements().countTwo(), columns -> columns.getInt(1))
                        > (SEEDED.contains(table.name()) ? 1 : 0))
                .map(CopiedTable::name)
                .toList();
    }

    /** Creates the missing partitions of {@code trade}. */
    public void createTradeDays(Transaction tx, List<LocalDate> days) {
        days.forEach(day -> tx.get("select ensure_trade_partition(?)", _ -> day, day));
    }

    /** Deletes all rows of the tables. */
    public void clear(Transaction tx, List<CopiedTable> tables) {
        tables.reversed().forEach(table -> tx.update(table.statements().clear()));
    }

    /** Lists the identity columns that have given a value. Their state belongs to no snapshot; it is never too low. */
    public List<IdentityColumn> listIdentities(Transaction tx) {
        return tx.list(
                """
                with identity as materialized (
                    select relname::text as name, attname::text as column_name
                    from pg_attribute
                    join pg_class on pg_class.oid = attrelid
                    where attidentity <> '' and relnamespace = 'public'::regnamespace and not relispartition
                )
                select name, column_name, last_value
                from identity
                cross join pg_sequence_last_value(pg_get_serial_sequence(quote_ident(name), column_name)::regclass) as last_value
                where last_value is not null
                order by name, column_name
                """,
                columns -> new IdentityColumn(
                        Columns.text(columns, "name"),
                        Columns.text(columns, "column_name"),
                        columns.getLong("last_value")));
    }

    /** Lets an identity column continue after its last value. */
    public void continueAfter(Transaction tx, IdentityColumn column) {
        tx.get(
                "select setval(pg_get_serial_sequence(quote_ident(?), ?), ?)",
                _ -> true,
                column.table(),
                column.column(),
                column.lastValue());
    }

    /** Lists programs of a run that use the database now. */
    public List<String> listRunningPrograms(Transaction tx, Set<String> programs) {
        return tx.list(
                """
                select distinct application_name
                from pg_stat_activity
                where datname = current_database() and application_name = any(?) and pid <> pg_backend_pid()
                order by application_name
                """, columns -> Columns.text(columns, "application_name"), (Object) programs.toArray(String[]::new));
    }
}
