package org.stellarticker.db.market;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;

/** Lists markets that traded for the first time. */
public final class NewMarketStore {

    /**
     * Lists the markets whose first trade ever came later than an instant of the last 7 days, the newest first.
     *
     * @param most above 0
     */
    public List<TradePair> list(Transaction tx, Instant after, int most) {
        return tx.listReplanned(
                """
                select base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from market_window as traded
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where window_hours = 168 and first_trade_at > ?
                    and not exists (
                        select from candle_1d
                        where candle_1d.trade_pair_id = traded.trade_pair_id
                            and candle_1d.first_trade_at < traded.first_trade_at)
                    and not exists (
                        select from horizon_candle
                        where horizon_candle.trade_pair_id = traded.trade_pair_id and interval = '1d'
                            and open_time < date_bin('24 hours', traded.first_trade_at, timestamptz 'epoch'))
                order by first_trade_at desc, trade_pair_id
                limit ?
                """,
                columns -> new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                after,
                most);
    }
}
