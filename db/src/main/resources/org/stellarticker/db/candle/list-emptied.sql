-- Lists the revisions of a market's intervals of which stored candles lost all of their trades, whether others are left or not.
select ${start} as open_time, sum(revision)::bigint as revision
from emptied_candle
where trade_pair_id = (
        select trade_pair_id
        from trade_pair
        join asset base on base.asset_id = base_asset_id
        join asset counter on counter.asset_id = counter_asset_id
        where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?))
    and interval = '${part}' and open_time >= ? and open_time < ?
group by 1
