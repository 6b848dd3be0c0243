package org.stellarticker.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Runs the statements of one unit of work; stores are its only users.
 *
 * <p>Parameters are bound by position and may be what {@link Parameters} understands. A failure is a
 * {@link DatabaseException} and rolls the transaction back.
 */
public final class Transaction {

    /** Reads a row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet columns) throws SQLException;
    }

    private static final int ROWS_AT_A_TIME = 500;

    private final Connection connection;
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private int statements;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Returns all rows of a statement. */
    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            return rows(statement, row, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Returns all rows of a statement that is planned for these parameters and the tables as they are now. A cached plan knows
     * neither the partitions nor the number of rows, and one that was made for an empty table later reads the whole table for
     * each row.
     */
    public <T> List<T> listReplanned(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            planAnew(statement);
            return rows(statement, row, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        Parameters.bind(statement, parameters);
        try (ResultSet columns = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (columns.next()) {
                rows.add(row.read(columns));
            }
            return rows;
        }
    }

    /** Passes each row of a statement to an action, with only some hundred rows in memory. */
    public <T> void forEach(String sql, Row<T> row, Consumer<T> action, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            passRows(statement, row, action, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** As {@link #forEach}, of a statement that is planned anew, as {@link #listReplanned} is. */
    public <T> void forEachReplanned(String sql, Row<T> row, Consumer<T> action, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            planAnew(statement);
            passRows(statement, row, action, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static <T> void passRows(
            PreparedStatement statement, Row<T> row, Consumer<T> action, @Nullable Object... parameters)
            throws SQLException {
        statement.setFetchSize(ROWS_AT_A_TIME);
        Parameters.bind(statement, parameters);
        try (ResultSet columns = statement.executeQuery()) {
            while (columns.next()) {
                action.accept(row.read(columns));
            }
        }
    }

    /** The row that a statement gives, if it gives one; of several the first. */
    public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** Returns the one row of a statement that always has one. */
    public <T> T get(String sql, Row<T> row, @Nullable Object... parameters) {
        return find(sql, row, parameters).orElseThrow(() -> new IllegalStateException("no row from: " + shown(sql)));
    }

    /** Executes a writing statement and returns its number of rows. */
    public int update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            Parameters.bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Executes a writing statement that is planned anew, as {@link #listReplanned} is. */
    public int updateReplanned(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            planAnew(statement);
            Parameters.bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        statements++;
        return connection.prepareStatement(sql);
    }

    /** Returns how many statements have run so far, copies left out. */
    public int statements() {
        return statements;
    }

    private static void planAnew(PreparedStatement statement) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }

    /**
     * Writes what a {@code copy … to stdout} gives.
     *
     * @throws UncheckedIOException if the stream takes no more
     */
    public void copyOut(String sql, OutputStream lines) {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, lines);
        } catch (SQLException e) {
            throw failed(sql, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives a {@code copy … from stdin} all of a stream, which stays open.
     *
     * @throws UncheckedIOException if the stream cannot be read; no row is added then
     */
    public void copyIn(String sql, InputStream lines) {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, lines);
        } catch (SQLException e) {
            throw failed(sql, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Limits the wait for locks until the end of the transaction; a statement that waits longer fails with
     * {@link LockTimeout}.
     */
    public void waitForLocks(Duration atMost) {
        try {
            boolean local = !connection.getAutoCommit();
            get("select set_config('lock_timeout', ?, ?)", _ -> true, atMost.toMillis() + "ms", local);
        } catch (SQLException e) {
            throw DatabaseException.of("lock_timeout", e);
        }
    }

    /**
     * Reads by indexes until the end of the transaction where there are any. A plan that is kept from when a table was small
     * would read all of it.
     */
    public void preferIndexes() {
        get("select set_config('enable_seqscan', 'off', true)", _ -> true);
    }

    /** Plans a statement that runs often once, and not for each of its values, until the end of the transaction. */
    public void planOnce() {
        get("select set_config('plan_cache_mode', 'force_generic_plan', true)", _ -> true);
    }

    /** Runs an action after the commit, and never after a rollback. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Runs an action as the last one before the commit. */
    public void beforeCommit(Runnable action) {
        beforeCommit.add(action);
    }

    void finish() {
        beforeCommit.forEach(Runnable::run);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    private static DatabaseException failed(String sql, SQLException cause) {
        return DatabaseException.of("statement \"" + shown(sql) + "\"", cause);
    }

    /** Returns the first line of a statement without comments, by which it is found. */
    static String shown(String sql) {
        return sql.lines()
                .map(line -> line.replaceFirst("--.*", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
