package org.stellarticker.db;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database of a real PostgreSQL for each test class, with the newest schema:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase database = new TestDatabase();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    private final Supplier<String> creation;
    private @Nullable String address;
    private @Nullable Database database;

    public TestDatabase() {
        this(() -> TestServer.running().fresh());
    }

    private TestDatabase(Supplier<String> creation) {
        this.creation = creation;
    }

    /** One that no migration was applied to yet. */
    public static TestDatabase withoutSchema() {
        return new TestDatabase(() -> TestServer.running().empty());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        address = creation.get();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
        database = null;
        address = null;
    }

    /** As {@code DATABASE_URL} names it. */
    public String url() {
        return Objects.requireNonNull(address, "only within a test");
    }

    public DatabaseAddress address() {
        return DatabaseAddress.parse(url());
    }

    /** The database, opened at the first call. */
    public Database database() {
        if (database == null) {
            database = Database.open(address(), "test");
        }
        return database;
    }

    /** Executes statements as they stand, for what no store does. */
    public void execute(String sql) {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a query, each with its columns as text, tab between them; null is {@code null}. */
    public List<String> rows(String sql) {
        return database()
                .snapshot(tx -> tx.list(sql, columns -> {
                    var row = new StringBuilder();
                    for (int i = 1; i <= columns.getMetaData().getColumnCount(); i++) {
                        row.append(i == 1 ? "" : "\t").append(columns.getString(i));
                    }
                    return row.toString();
                }));
    }

    /** Empties all tables that programs write, but keeps the native asset. Stores remember pairs: make new ones. */
    public void clear() {
        execute("""
                truncate trade, ledger, change_mark, order_book, trade_pair, stream_cursor, backfill, rejected_trade,
                    trade_conflict, candle_1m, candle_1h, candle_1d, market_window, market_book, market_snapshot, candle_rebuild, program_status, retention_watermark,
                    network, gap, retry_task, event_log, audit_window, audit_market_window, audit_market_day, asset_toml, toml_fetch, toml_problem,
                    order_book_levels, book_request, liquidity_pool, horizon_candle, horizon_candle_range, dust_floor, published_file,
                    candle_change, emptied_candle, archived_day, restored_day,
                    account, api_key, key_usage, account_invite, used_challenge, account_audit,
                    journal_entry,
                    subscription, replay_request, replay_result, subscription_state, endpoint_state, delivery,
                    delivery_count, delivery_attempt, subscription_dropped, sender_position, sender_market, sender_asset;
                update subscription_revision set revision = 0;
                update event_position set position = 0;
                delete from asset where type <> 'native';
                delete from issuer where public_key <> 'native';
                """);
    }
}
