package org.stellarticker.db.orderbook;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;

/** The queue of on-demand order books, which the ingester fetches before all others. */
public final class BookRequestStore {

    /** The signal that a book was requested. */
    public static final String REQUESTED = "book_requests";

    /** The largest number of waiting requests; more would wait longer than any client. */
    private static final int MOST = 1_000;

    /**
     * Requests a book, unless it is requested already, too many requests wait, or one of its assets is unknown.
     *
     * @param pair normalised
     */
    @WrittenBy(Program.GRAPHQL_SERVER)
    public void request(Transaction tx, TradePair pair, Instant at) {
        int inserted = tx.update(
                """
                insert into book_request (base_asset_id, counter_asset_id, requested_at)
                select base.asset_id, counter.asset_id, ?
                from asset base, asset counter
                where (base.code, base.issuer) = (?, ?)
                    and (counter.code, counter.issuer) = (?, ?)
                    and (select count(*) from book_request) < ?
                on conflict do nothing
                """,
                at,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer(),
                MOST);
        if (inserted > 0) {
            tx.get("select pg_notify(?, '')", _ -> true, REQUESTED);
        }
    }

    /** Lists the requested books, the longest waiting first. */
    public List<TradePair> list(Transaction tx, int most) {
        return tx.list(
                """
                select base.code as base_code, base.issuer as base_issuer, counter.code as counter_code,
                    counter.issuer as counter_issuer
                from book_request
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                order by requested_at, base_asset_id, counter_asset_id
                limit ?
                """,
                columns -> new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                most);
    }

    /** Removes a request, whatever came of it; who still needs the book requests it again. */
    @WrittenBy(Program.INGESTER)
    public void take(Transaction tx, TradePair pair) {
        tx.update(
                """
                delete from book_request
                using asset base, asset counter
                where base.asset_id = base_asset_id
                    and counter.asset_id = counter_asset_id
                    and (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
                """,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer());
    }
}
