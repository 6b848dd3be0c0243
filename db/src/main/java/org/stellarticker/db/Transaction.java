package org.stellarticker.db;

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
import org.postgresql.PGStatement;

/**
 * What a unit of work sees of the database; stores turn it into their aggregate's words.
 *
 * <p>Parameters are bound by position and may be what {@link Parameters} understands. Failures are
 * {@link DatabaseException}s, and roll the transaction back.
 */
public final class Transaction {

    /** How a row becomes a value. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet columns) throws SQLException;
    }

    private static final int ROWS_AT_A_TIME = 500;

    private final Connection connection;
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** All rows that a statement gives. */
    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return rows(statement, row, parameters);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * All rows of a statement that is planned anew for these very parameters and for the tables as they are now. A plan
     * that is kept knows neither which partitions are meant nor how many rows, and one made while a table was empty
     * reads all of it for each row when it is not any more.
     */
    public <T> List<T> listReplanned(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
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

    /** Hands on each row that a statement gives, of which only some hundred are in memory at a time. */
    public <T> void forEach(String sql, Row<T> row, Consumer<T> action, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            Parameters.bind(statement, parameters);
            try (ResultSet columns = statement.executeQuery()) {
                while (columns.next()) {
                    action.accept(row.read(columns));
                }
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** The row that a statement gives, if it gives one; of several the first. */
    public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** The one row that a statement always gives. */
    public <T> T get(String sql, Row<T> row, @Nullable Object... parameters) {
        return find(sql, row, parameters).orElseThrow(() -> new IllegalStateException("no row from: " + shown(sql)));
    }

    /** Executes a statement that writes, and gives the number of rows it wrote. */
    public int update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** As {@link #update}, planned anew as {@link #listReplanned} is. */
    public int updateReplanned(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            planAnew(statement);
            Parameters.bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static void planAnew(PreparedStatement statement) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }

    /**
     * Waits no longer than this for a lock, to the end of the transaction; a statement that would have to fails with
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

    /** Has something done once what this transaction wrote is there for all to see, and never if it rolls back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Has something done as the last thing of this transaction, after whatever else it is given to do. */
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

    /** The beginning of a statement, by which it is found; its comments are for whoever reads it there. */
    static String shown(String sql) {
        return sql.lines()
                .map(line -> line.replaceFirst("--.*", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
