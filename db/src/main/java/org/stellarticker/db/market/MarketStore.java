package org.stellarticker.db.market;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;

/** The windows of 24 hours and 7 days of every market that traded in them, all cut at one instant. */
public final class MarketStore {

    /** The signal that a cut changed a window. */
    public static final String CUT = "windows_cut";

    private static final String LIST_WINDOWS = Sql.of(MarketStore.class, "list-windows");

    /** When the windows were cut; empty as long as they never were. */
    public Optional<MarketCut> findCut(Transaction tx) {
        return tx.find(
                "select cut_at, changed_at from market_cut",
                columns -> new MarketCut(Columns.instant(columns, "cut_at"), Columns.instant(columns, "changed_at")));
    }

    /** All windows, in the order of their pairs' assets. */
    public List<MarketWindow> listWindows(Transaction tx) {
        return tx.list(LIST_WINDOWS, MarketStore::read);
    }

    private static MarketWindow read(ResultSet columns) throws SQLException {
        return new MarketWindow(
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                columns.getBoolean("both_valid"),
                Columns.text(columns, "base_anchor_code"),
                Columns.text(columns, "counter_anchor_code"),
                columns.getInt("window_hours"),
                units(columns, "base_volume"),
                units(columns, "counter_volume"),
                columns.getLong("trade_count"),
                price(columns, "open"),
                price(columns, "high"),
                price(columns, "low"),
                price(columns, "close"),
                new TradeId(columns.getLong("first_toid"), columns.getInt("first_index")),
                new TradeId(columns.getLong("last_toid"), columns.getInt("last_index")),
                Columns.instant(columns, "first_trade_time"),
                Columns.instant(columns, "last_trade_time"));
    }

    private static BigDecimal units(ResultSet columns, String name) throws SQLException {
        return columns.getBigDecimal(name).movePointLeft(Amount.SCALE);
    }

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
