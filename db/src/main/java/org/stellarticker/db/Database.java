package org.stellarticker.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGProperty;

/** The database, as a small pool of connections. Safe for use by many threads. */
public final class Database implements AutoCloseable {

    /** A unit of work that gives something. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction tx);
    }

    private static final int CONNECTIONS = 8;

    /** Sessions outside its pool that a program keeps at most, for leadership and notifications. */
    private static final int SESSIONS = 2;

    private static final int PROGRAMS = 5;

    /** The state of an SQL exception that says that no connection could be made. */
    private static final String UNREACHABLE = "08001";

    private static final Duration WAIT = Duration.ofSeconds(10);

    /** How long somebody who waits for an answer may be kept waiting for a connection. */
    private static final Duration USER_TIMEOUT = Duration.ofSeconds(2);

    /** Longer than the statement's limit, so that only a server that fell silent is left. */
    private static final Duration SILENCE_OF_SERVER = Duration.ofSeconds(8);

    // Our statements take milliseconds; compiling one takes longer than running it.
    private static final String ALLOWED = """
            select case when rolsuper then current_setting('max_connections')::int
                else least(
                    current_setting('max_connections')::int
                        - current_setting('superuser_reserved_connections')::int
                        - coalesce(current_setting('reserved_connections', true), '0')::int,
                    nullif(rolconnlimit, -1),
                    (select nullif(datconnlimit, -1) from pg_database where datname = current_database()))
                end
            from pg_roles
            where rolname = current_user
            """;

    private static final String FOR_WORK = "set jit = off";
    private static final String FOR_ANSWERS = "set jit = off; set statement_timeout = '5s'";

    private final DatabaseAddress address;
    private final String applicationName;
    private final HikariDataSource pool;

    private Database(DatabaseAddress address, String applicationName, HikariDataSource pool) {
        this.address = address;
        this.applicationName = applicationName;
        this.pool = pool;
    }

    /**
     * Opens the database; a first connection is made at once.
     *
     * @param applicationName by what PostgreSQL shows our sessions
     * @throws DatabaseUnavailable when nobody answers there
     * @throws DatabaseException when we are not let in
     * @throws SharedSessionsException when a pooler in transaction mode stands before it
     */
    public static Database open(DatabaseAddress address, String applicationName) {
        try {
            SessionCheck.check(address, applicationName, WAIT);
        } catch (SQLException e) {
            throw DatabaseException.connecting(address, e);
        }
        HikariConfig config = pool(address, applicationName, WAIT);
        config.setInitializationFailTimeout(1);
        config.setConnectionInitSql(FOR_WORK);
        return open(address, applicationName, config);
    }

    /**
     * Opens the database for a program that answers people: it need not be there yet, an answer is never waited for long,
     * and a statement that takes more than five seconds fails.
     */
    public static Database openReadPool(DatabaseAddress address, String applicationName) {
        HikariConfig config = pool(address, applicationName, USER_TIMEOUT);
        add(config, PGProperty.SOCKET_TIMEOUT, SILENCE_OF_SERVER.toSeconds());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(FOR_ANSWERS);
        return open(address, applicationName, config);
    }

    private static HikariConfig pool(DatabaseAddress address, String applicationName, Duration timeout) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(address.credentials());
        add(config, PGProperty.APPLICATION_NAME, applicationName);
        add(config, PGProperty.CONNECT_TIMEOUT, timeout.toSeconds());
        add(config, PGProperty.TCP_KEEP_ALIVE, true);
        config.setPoolName(applicationName);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(timeout.toMillis());
        // Without it the first statement of a connection leaves a transaction open.
        config.setIsolateInternalQueries(true);
        config.setAutoCommit(false);
        return config;
    }

    /** As text: the driver does not see what is anything else. */
    private static void add(HikariConfig config, PGProperty property, Object value) {
        config.addDataSourceProperty(property.getName(), String.valueOf(value));
    }

    private static Database open(DatabaseAddress address, String applicationName, HikariConfig config) {
        try {
            return new Database(address, applicationName, new HikariDataSource(config));
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw DatabaseException.connecting(address, cause);
            }
            throw new DatabaseException("database " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Does some work in one READ COMMITTED transaction: all of it is committed, or nothing.
     *
     * @throws DatabaseException when it could not be done; {@link DatabaseUnavailable} when trying again may help
     */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = connection()) {
            var tx = new Transaction(connection);
            T result = committed(connection, () -> {
                T done = work.run(tx);
                tx.finish();
                return done;
            });
            tx.committed();
            return result;
        } catch (SQLException e) {
            throw DatabaseException.of("database " + address, e);
        }
    }

    /** As {@link #transaction}, for work that gives nothing. */
    public void commit(Consumer<Transaction> work) {
        transaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /** Reads in one REPEATABLE READ READ ONLY transaction: all statements see the database as of one instant. */
    public <T> T snapshot(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            // The pool sets both back when the connection returns to it.
            return committed(connection, () -> work.run(new Transaction(connection)));
        } catch (SQLException e) {
            throw DatabaseException.of("database " + address, e);
        }
    }

    /** Tells a pool whose connections are all at work from one that gets none. */
    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException none) {
            if (none.getCause() == null && pool.getHikariPoolMXBean().getActiveConnections() < CONNECTIONS) {
                String message = "no connection within "
                        + Duration.ofMillis(pool.getConnectionTimeout()).toSeconds() + " s";
                throw new SQLException(message, UNREACHABLE, none);
            }
            throw none;
        }
    }

    /**
     * Does some work in a session of its own, in which each statement is committed by itself: for what PostgreSQL does in
     * no transaction.
     *
     * @param lockTimeout how long a statement waits for a lock
     * @throws LockTimeout when that was not enough
     */
    public <T> T autoCommit(Duration lockTimeout, Work<T> work) {
        try (Connection connection = session()) {
            var statements = new Transaction(connection);
            statements.waitForLocks(lockTimeout);
            return work.run(statements);
        } catch (SQLException e) {
            throw DatabaseException.of("database " + address, e);
        }
    }

    private static <T> T committed(Connection connection, java.util.function.Supplier<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.get();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException alreadyGone) {
            // The server rolls back what a lost connection left; the fault that brought us here is the one to tell.
        }
    }

    /** Listens to a signal of other programs. */
    public Notifications listen(String... channels) {
        return new Notifications(this, List.of(channels));
    }

    /** Stands for the leadership of a role, such as {@code aggregator}; see {@link LeaderElection#held()}. */
    public LeaderElection leadership(String role) {
        return new LeaderElection(this, role);
    }

    /** A connection of its own, outside the pool, for what lives as long as a session. */
    Connection session() throws SQLException {
        var properties = address.credentials();
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(WAIT.toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /** How many connections the programs of a run may have at the same time. */
    public static int connectionsOfARun() {
        return PROGRAMS * (CONNECTIONS + SESSIONS);
    }

    /** How many connections the server lets our user have at the same time. */
    public int connectionsAllowed() {
        return snapshot(tx -> tx.get(ALLOWED, columns -> columns.getInt(1)));
    }

    /** Which PostgreSQL it is. */
    public ServerVersion serverVersion() {
        return snapshot(tx -> tx.get(
                "select current_setting('server_version_num')::int / 10000, current_setting('server_version')",
                columns -> new ServerVersion(columns.getInt(1), columns.getString(2))));
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
    }
}
