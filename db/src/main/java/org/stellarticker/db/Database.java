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
import java.util.Optional;
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

    /** Connections of a program that answers requests: for reads of all forms together, for GraphQL, and for streams, four each. */
    private static final int ANSWERS = 12;

    /**
     * Connections for checks and reports of a program that answers requests, and as many for accounts; it has no other sessions
     * outside its pool.
     */
    private static final int CHECKS = 2;

    /** Sessions outside the pool that a program keeps at most, for leader election and two listeners. */
    private static final int SESSIONS = 3;

    private static final int PROGRAMS = 5;

    /** event-publisher and archiver. */
    private static final int PROGRAMS_WITH_ONE_LOOP = 2;

    /** Connections of a program with one loop, and its sessions for leader election and a listener. */
    private static final int ONE_LOOP = 2;

    private static final int SESSIONS_OF_ONE_LOOP = 2;

    /** Connections of a program with two loops that each lead, and its sessions for that and for two listeners. */
    private static final int TWO_LOOPS = 3;

    private static final int SESSIONS_OF_TWO_LOOPS = 4;

    /** The SQL state of a connection that could not be opened. */
    private static final String UNREACHABLE = "08001";

    private static final Duration WAIT = Duration.ofSeconds(10);

    /** How long the driver believes which of several hosts is the primary: a standby may be promoted. */
    private static final Duration HOST_CHECK = Duration.ofSeconds(2);

    /** How often a program that answers requests reads anew what a standby cancelled. */
    private static final int READS = 4;

    /** How long a connection that nobody needs stays: each costs PostgreSQL some megabytes. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** How long a connection lasts: what PostgreSQL keeps for it, such as plans of statements, only grows. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** The longest time that a client's request waits for a connection. */
    private static final Duration USER_TIMEOUT = Duration.ofSeconds(2);

    /** Longer than the statement's limit, so that only a server that fell silent is left. */
    private static final Duration SILENCE_OF_SERVER = Duration.ofSeconds(8);

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

    // The statements take milliseconds; compiling one takes longer than running it.
    // A statement or a transaction that lasts longer than these has gone wrong; without limits, it would hold its locks
    // and
    // keep dead rows for ever.
    private static final String FOR_WORK =
            "set jit = off; set statement_timeout = '15min'; set idle_in_transaction_session_timeout = '15min'";
    private static final String FOR_ANSWERS = "set jit = off; set statement_timeout = '5s'";

    private final DatabaseAddress address;
    private final String applicationName;
    private final HikariDataSource pool;
    private final Runnable beforeTransaction;
    /** How often a snapshot is read at most. */
    private final int reads;

    private Database(
            DatabaseAddress address,
            String applicationName,
            HikariDataSource pool,
            Runnable beforeTransaction,
            int reads) {
        this.address = address;
        this.applicationName = applicationName;
        this.pool = pool;
        this.beforeTransaction = beforeTransaction;
        this.reads = reads;
    }

    /**
     * Returns the same database, whose transactions wait before they begin; snapshots do not. It closes with this one.
     *
     * @param room returns when a transaction may begin
     */
    public Database pausing(Runnable room) {
        return new Database(address, applicationName, pool, room, reads);
    }

    /**
     * Opens the database and makes a first connection at once.
     *
     * @param applicationName name of the sessions in PostgreSQL's views
     * @throws DatabaseUnavailable if nobody answers there
     * @throws DatabaseException if the connection is refused
     * @throws SharedSessionsException if the address is that of a pooler in transaction mode
     */
    public static Database open(DatabaseAddress address, String applicationName) {
        return open(address, applicationName, CONNECTIONS);
    }

    /** Opens the database as {@link #open(DatabaseAddress, String)} does, for a program with one loop. */
    public static Database openForOneLoop(DatabaseAddress address, String applicationName) {
        return open(address, applicationName, ONE_LOOP);
    }

    /** Opens the database as {@link #open(DatabaseAddress, String)} does, for a program with two loops. */
    public static Database openForTwoLoops(DatabaseAddress address, String applicationName) {
        return open(address, applicationName, TWO_LOOPS);
    }

    private static Database open(DatabaseAddress address, String applicationName, int connections) {
        try {
            SessionCheck.check(address, applicationName, WAIT);
        } catch (SQLException e) {
            throw DatabaseException.connecting(address, e);
        }
        HikariConfig config = pool(address, applicationName, WAIT);
        config.setInitializationFailTimeout(1);
        config.setMaximumPoolSize(connections);
        config.setConnectionInitSql(FOR_WORK);
        return open(address, applicationName, config, /* reads= */ 1);
    }

    /**
     * Opens the database for a program that answers requests: it may be unavailable still, no call waits long, and a statement
     * fails after five seconds.
     */
    public static Database openReadPool(DatabaseAddress address, String applicationName) {
        return open(address, applicationName, readPool(address, applicationName), READS);
    }

    /**
     * Opens the database as {@link #openReadPool} does, with two connections for checks and reports, which must not wait for
     * the requests of others.
     */
    public static Database openCheckPool(DatabaseAddress address, String applicationName) {
        HikariConfig config = readPool(address, applicationName);
        config.setMaximumPoolSize(CHECKS);
        return open(address, applicationName, config, READS);
    }

    private static HikariConfig readPool(DatabaseAddress address, String applicationName) {
        HikariConfig config = pool(address, applicationName, USER_TIMEOUT);
        add(config, PGProperty.SOCKET_TIMEOUT, SILENCE_OF_SERVER.toSeconds());
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(ANSWERS);
        config.setConnectionInitSql(FOR_ANSWERS);
        return config;
    }

    private static HikariConfig pool(DatabaseAddress address, String applicationName, Duration timeout) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(address.credentials());
        add(config, PGProperty.APPLICATION_NAME, applicationName);
        add(config, PGProperty.CONNECT_TIMEOUT, timeout.toSeconds());
        add(config, PGProperty.TCP_KEEP_ALIVE, true);
        add(config, PGProperty.HOST_RECHECK_SECONDS, HOST_CHECK.toSeconds());
        config.setPoolName(applicationName);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE.toMillis());
        config.setMaxLifetime(LIFE.toMillis());
        config.setConnectionTimeout(timeout.toMillis());
        // Without it the first statement of a connection leaves a transaction open.
        config.setIsolateInternalQueries(true);
        config.setAutoCommit(false);
        return config;
    }

    /** Adds a property as text; the driver ignores other types. */
    private static void add(HikariConfig config, PGProperty property, Object value) {
        config.addDataSourceProperty(property.getName(), String.valueOf(value));
    }

    private static Database open(DatabaseAddress address, String applicationName, HikariConfig config, int reads) {
        try {
            return new Database(address, applicationName, new HikariDataSource(config), () -> {}, reads);
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw DatabaseException.connecting(address, cause);
            }
            throw new DatabaseException("database " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs work in one READ COMMITTED transaction: commits all of it or nothing.
     *
     * @throws DatabaseException if it failed; {@link DatabaseUnavailable} if it may succeed later
     */
    public <T> T transaction(Work<T> work) {
        beforeTransaction.run();
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

    /** Runs work without a result in one transaction, as {@link #transaction} does. */
    public void commit(Consumer<Transaction> work) {
        transaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /**
     * Runs work in one REPEATABLE READ READ ONLY transaction: all statements see the database as of one instant. A standby may
     * cancel it, because it must go on replaying; a program that answers requests then runs the work again.
     */
    public <T> T snapshot(Work<T> work) {
        for (int read = 1; ; read++) {
            try {
                return readOnce(work);
            } catch (DatabaseUnavailable cancelled) {
                if (!cancelled.byReplay() || read >= reads) {
                    throw cancelled;
                }
            }
        }
    }

    private <T> T readOnce(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            // The pool sets both back when the connection returns to it.
            return committed(connection, () -> work.run(new Transaction(connection)));
        } catch (SQLException e) {
            throw DatabaseException.of("database " + address, e);
        }
    }

    /** Returns a connection; a pool that cannot connect fails with another SQL state than one without a free connection. */
    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException none) {
            if (none.getCause() == null
                    && pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize()) {
                String message = "no connection within "
                        + Duration.ofMillis(pool.getConnectionTimeout()).toSeconds() + " s";
                throw new SQLException(message, UNREACHABLE, none);
            }
            throw none;
        }
    }

    /**
     * Runs work in a session of its own that commits each statement, for what PostgreSQL does outside transactions only.
     *
     * @param lockTimeout how long a statement waits for a lock
     * @throws LockTimeout if another transaction held a lock for longer
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
            // The server rolls back for a lost connection; the exception that led here is the one to report.
        }
    }

    /** Listens to signals of other programs. */
    public Notifications listen(String... channels) {
        return new Notifications(this, List.of(channels));
    }

    /** Joins the election of a role's leader, such as {@code aggregator}; see {@link LeaderElection#tryLead()}. */
    public LeaderElection leadership(String role) {
        return new LeaderElection(this, role);
    }

    /** Opens a connection outside the pool, for what lives as long as its session. */
    Connection session() throws SQLException {
        var properties = address.credentials();
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(WAIT.toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.HOST_RECHECK_SECONDS.set(properties, Math.toIntExact(HOST_CHECK.toSeconds()));
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /** Returns how many connections the programs of a run open at most, with those that not every run has. */
    public static int connectionsOfARun() {
        return PROGRAMS * (CONNECTIONS + SESSIONS)
                + ANSWERS
                - CONNECTIONS
                + CHECKS
                + PROGRAMS_WITH_ONE_LOOP * (ONE_LOOP + SESSIONS_OF_ONE_LOOP)
                + TWO_LOOPS
                + SESSIONS_OF_TWO_LOOPS;
    }

    /** Returns how many connections the server allows the user. */
    public int connectionsAllowed() {
        return snapshot(tx -> tx.get(ALLOWED, columns -> columns.getInt(1)));
    }

    /** Returns whether nothing can be written: on a standby, or where all transactions of the user are to read only. */
    public boolean onlyReads() {
        return transaction(tx ->
                tx.get("select current_setting('transaction_read_only') = 'on'", columns -> columns.getBoolean(1)));
    }

    /** Returns a role that owns tables of the schema and whose rights the user does not have. */
    public Optional<String> otherOwner() {
        return snapshot(tx -> tx.find("""
                select pg_get_userbyid(relowner) as owner
                from pg_class
                where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
                    and not pg_has_role(relowner, 'USAGE')
                limit 1
                """, columns -> columns.getString(1)));
    }

    /** Returns the version of PostgreSQL. */
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
