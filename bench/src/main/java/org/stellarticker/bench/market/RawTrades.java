package org.stellarticker.bench.market;

import static org.stellarticker.core.market.Amount.SCALE;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.bench.market.GeneratedMarkets.GeneratedAsset;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.trade.PairIds;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Stores the same raw trades twice: in the product's tables, as the ingester does, and in the legacy ticker's. */
final class RawTrades {

    private static final double STROOPS = Math.pow(10, SCALE);

    private static final String OUR_TABLE = """
            trade (ledger_close_time, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n, price_d,
                base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
                pool_fee_bp, ingested_from)""";
    private static final String LEGACY_TABLE = """
            legacy_trade (ledger_close_time, toid, trade_index, base_asset_id, counter_asset_id, base_amount,
                counter_amount, price)""";

    private final DatabaseAddress address;
    private final Database database;
    private final TradeStore store;
    private final Map<TradePair, Integer> pairIds = new HashMap<>();
    private final Map<Asset, Integer> assetIds = new HashMap<>();

    RawTrades(DatabaseAddress address, Database database) {
        this.address = address;
        this.database = database;
        this.store = new TradeStore(database);
    }

    /** Stores all assets, as valid ones, and all pairs, with order books that were read at an instant. */
    void listMarkets(GeneratedMarkets markets, Instant booksAsOf) throws SQLException {
        database.commit(tx -> pairIds.putAll(new PairIds().of(tx, markets.pairs())));
        database.commit(tx -> markets.pairs().forEach(pair -> new OrderBookStore().save(tx, book(pair, booksAsOf))));
        try (var connection = connect();
                var labelling = connection.prepareStatement(
                        "update asset set is_valid = true, anchor_asset_code = ? where (code, issuer) = (?, ?)");
                var ids = connection.createStatement()) {
            var byKey = new HashMap<String, Integer>();
            for (GeneratedAsset asset : markets.assets()) {
                labelling.setString(1, asset.anchorCode());
                labelling.setString(2, asset.asset().code());
                labelling.setString(3, asset.asset().issuer());
                labelling.addBatch();
            }
            labelling.executeBatch();
            try (var rows = ids.executeQuery("select asset_id, code || ':' || issuer from asset")) {
                while (rows.next()) {
                    byKey.put(rows.getString(2), rows.getInt(1));
                }
            }
            for (TradePair pair : markets.pairs()) {
                assetIds.put(pair.base(), byKey.get(pair.base().key()));
                assetIds.put(pair.counter(), byKey.get(pair.counter().key()));
            }
        }
    }

    /** Returns an order book: the product reads books, too; the legacy query need not. */
    private static OrderBookSummary book(TradePair pair, Instant asOf) {
        return new OrderBookSummary(
                pair,
                100,
                BigDecimal.valueOf(12_345_678_901L, SCALE),
                Optional.of(new Price(99, 100)),
                100,
                BigDecimal.valueOf(98_765_432_109L, SCALE),
                Optional.of(new Price(101, 100)),
                asOf);
    }

    /**
     * Stores all of the history, by COPY.
     *
     * @return the number of trades
     */
    long storeHistory(GeneratedTrades trades) throws SQLException {
        new PartitionStore(database).ensure(trades.begin(), trades.begin().plus(GeneratedTrades.HISTORY));
        long count = 0;
        try (var ours = connect();
                var ledgers = connect();
                var legacy = connect()) {
            var ourTable = new CopyTable(ours, OUR_TABLE);
            var ledgerTable = new CopyTable(ledgers, "ledger (sequence, closed_at)");
            var legacyTable = new CopyTable(legacy, LEGACY_TABLE);
            while (!trades.historyIsDone()) {
                List<Trade> ledger = trades.nextLedger();
                for (Trade trade : ledger) {
                    putOurs(ourTable, trade);
                    putLegacy(legacyTable, trade);
                }
                if (!ledger.isEmpty()) {
                    LedgerSequence sequence = ledger.getFirst().id().ledger();
                    ledgerTable.row(sequence.value(), trades.now());
                }
                count += ledger.size();
            }
            ourTable.end();
            ledgerTable.end();
            legacyTable.end();
        }
        return count;
    }

    /** Marks every market-minute as changed, as storing trades does. */
    void markAll() throws SQLException {
        execute("""
                insert into change_mark (minute, trade_pair_id)
                select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id from trade
                """);
    }

    /**
     * Stores one more ledger: for the product as the ingester does, with change marks; for the legacy ticker in its
     * table.
     */
    void store(List<Trade> ledger) throws SQLException {
        database.commit(tx -> store.insert(tx, ledger, TradeSource.STREAM));
        try (var legacy = connect()) {
            var legacyTable = new CopyTable(legacy, LEGACY_TABLE);
            for (Trade trade : ledger) {
                putLegacy(legacyTable, trade);
            }
            legacyTable.end();
        }
    }

    private void putOurs(CopyTable table, Trade trade) throws SQLException {
        @Nullable Object fee = trade.poolFee().isPresent() ? trade.poolFee().getAsInt() : null;
        table.row(
                trade.ledgerCloseTime(),
                trade.id().toid(),
                trade.id().index(),
                pairIds.get(trade.pair()),
                trade.base().amount().stroops(),
                trade.counter().amount().stroops(),
                trade.price().n(),
                trade.price().d(),
                trade.baseIsSeller(),
                offer(trade.base().party()),
                offer(trade.counter().party()),
                account(trade.base().party()),
                account(trade.counter().party()),
                pool(trade.base().party()),
                fee,
                "s");
    }

    private void putLegacy(CopyTable table, Trade trade) throws SQLException {
        table.row(
                trade.ledgerCloseTime(),
                trade.id().toid(),
                trade.id().index(),
                assetIds.get(trade.base().asset()),
                assetIds.get(trade.counter().asset()),
                trade.base().amount().stroops() / STROOPS,
                trade.counter().amount().stroops() / STROOPS,
                (double) trade.price().d() / trade.price().n());
    }

    private static @Nullable Object offer(TradeParty party) {
        return party instanceof OfferParty offer ? offer.offerId().orElseThrow() : null;
    }

    private static @Nullable Object account(TradeParty party) {
        return party instanceof OfferParty offer ? offer.account() : null;
    }

    private static @Nullable Object pool(TradeParty party) {
        return party instanceof PoolParty pool ? pool.poolId() : null;
    }

    /** Executes a statement. */
    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the size of the tables with their indexes. */
    long mebibytes(String tablePattern) throws SQLException {
        String sql = "select coalesce(sum(pg_total_relation_size(oid)), 0) / 1048576 from pg_class"
                + " where relkind = 'r' and relname ~ '" + tablePattern + "'";
        try (var connection = connect();
                var statement = connection.createStatement();
                var size = statement.executeQuery(sql)) {
            size.next();
            return size.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.credentials());
    }
}
