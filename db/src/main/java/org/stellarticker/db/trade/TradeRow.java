package org.stellarticker.db.trade;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.asset.AssetRow;

/** Reads a trade from a statement that begins with {@code row.sql}. */
final class TradeRow {

    /** Selects all trades with the columns that are read here; a statement adds its conditions. */
    static final String SQL = from("trade");

    /** Selects the trades of a relation that has all columns of {@code trade}. */
    static String from(String relation) {
        var parts = new HashMap<>(TradeColumns.PARTS);
        parts.put("from", relation);
        return Sql.of(TradeRow.class, "row", parts);
    }

    private TradeRow() {}

    static Trade read(ResultSet columns) throws SQLException {
        Asset base = AssetRow.asset(columns, "base_code", "base_issuer");
        Asset counter = AssetRow.asset(columns, "counter_code", "counter_issuer");
        int fee = columns.getInt("pool_fee_bp");
        return new Trade(
                new TradeId(columns.getLong("toid"), columns.getInt("trade_index")),
                Columns.instant(columns, "ledger_close_time"),
                new TradeSide(base, new Amount(columns.getLong("base_amount")), party(columns, "base")),
                new TradeSide(counter, new Amount(columns.getLong("counter_amount")), party(columns, "counter")),
                new Price(columns.getLong("price_n"), columns.getLong("price_d")),
                columns.getBoolean("base_is_seller"),
                columns.getObject("pool_fee_bp") == null ? OptionalInt.empty() : OptionalInt.of(fee));
    }

    static MarketTrade readStored(ResultSet columns) throws SQLException {
        return new MarketTrade(
                read(columns),
                TradeSource.of(Columns.text(columns, "ingested_from")),
                Columns.instant(columns, "stored_at"));
    }

    /** Reads a party; the side without an account is the pool. */
    private static TradeParty party(ResultSet columns, String side) throws SQLException {
        Optional<String> account = Columns.findText(columns, side + "_account");
        return account.isPresent()
                ? new OfferParty(new AccountId(account.get()), offer(columns, side + "_offer_id"))
                : new PoolParty(Columns.text(columns, "liquidity_pool_id"));
    }

    private static OptionalLong offer(ResultSet columns, String name) throws SQLException {
        long id = columns.getLong(name);
        return columns.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
