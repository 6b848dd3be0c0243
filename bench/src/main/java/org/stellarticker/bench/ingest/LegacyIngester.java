package org.stellarticker.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.stellarticker.db.DatabaseAddress;

/**
 * Ingests as the legacy ticker did, in its best form: one reader fetches page after page, makes objects of each, and
 * stores trade by trade with a prepared statement, in a table with the columns and indexes that its summaries need.
 */
final class LegacyIngester implements AutoCloseable {

    private static final String TABLE = """
            create table if not exists legacy_trade (
                horizon_id        text primary key,
                ledger_close_time timestamptz not null,
                base_asset        text not null,
                counter_asset     text not null,
                base_amount       double precision not null,
                counter_amount    double precision not null,
                base_account      text,
                counter_account   text,
                base_is_seller    boolean not null,
                price             double precision not null
            );
            create index if not exists legacy_trade_by_time on legacy_trade (ledger_close_time);
            create index if not exists legacy_trade_by_market on legacy_trade (base_asset, counter_asset, ledger_close_time)
            """;
    private static final String INSERT =
            "insert into legacy_trade values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final ObjectMapper json = new ObjectMapper();
    private final PlayedHorizon horizon;
    private final Connection connection;
    private final PreparedStatement insert;

    LegacyIngester(PlayedHorizon horizon, DatabaseAddress address) throws SQLException {
        this.horizon = horizon;
        connection = DriverManager.getConnection(address.jdbcUrl(), address.credentials());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        connection.commit();
        insert = connection.prepareStatement(INSERT);
    }

    /**
     * Backfills, newest first, each page in a transaction.
     *
     * @return trades a second
     */
    double backfill(Duration lasting) throws IOException, InterruptedException, SQLException {
        return store("desc", horizon.newestTrade(), lasting);
    }

    /**
     * Stores new trades as they come.
     *
     * @return trades a second
     */
    double follow(Duration lasting) throws IOException, InterruptedException, SQLException {
        return store("asc", horizon.newestTrade(), lasting);
    }

    private double store(String order, String from, Duration lasting)
            throws IOException, InterruptedException, SQLException {
        long begin = System.nanoTime();
        long trades = 0;
        String cursor = from;
        while (System.nanoTime() - begin < lasting.toNanos()) {
            byte[] page = horizon.page("limit=200&order=" + order + "&cursor=" + cursor);
            for (JsonNode trade : json.readTree(page).at("/_embedded/records")) {
                store(trade);
                cursor = trade.get("paging_token").asText();
                trades++;
            }
            connection.commit();
        }
        return trades / ((System.nanoTime() - begin) / 1e9);
    }

    private void store(JsonNode trade) throws SQLException {
        insert.setString(1, trade.get("id").asText());
        insert.setTimestamp(
                2, Timestamp.from(Instant.parse(trade.get("ledger_close_time").asText())));
        insert.setString(3, asset(trade, "base"));
        insert.setString(4, asset(trade, "counter"));
        insert.setDouble(5, trade.get("base_amount").asDouble());
        insert.setDouble(6, trade.get("counter_amount").asDouble());
        insert.setString(7, trade.path("base_account").asText());
        insert.setString(8, trade.path("counter_account").asText());
        insert.setBoolean(9, trade.get("base_is_seller").asBoolean());
        insert.setDouble(
                10, trade.at("/price/d").asDouble() / trade.at("/price/n").asDouble());
        insert.executeUpdate();
    }

    private static String asset(JsonNode trade, String side) {
        return trade.get(side + "_asset_type").asText().equals("native")
                ? "XLM:native"
                : trade.get(side + "_asset_code").asText() + ":"
                        + trade.get(side + "_asset_issuer").asText();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
