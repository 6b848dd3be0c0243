-- A market's candles: ours where all trades are stored, before that Horizon's, or ours where it has none.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
), theirs as (
    select horizon_candle.*
    from horizon_candle
    join market using (trade_pair_id)
    where length = ? and open_time >= ? and open_time < ? and open_time < ?
)
select 'trades' as source, open_time, base_volume, counter_volume, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d
from ${own} as own
join market using (trade_pair_id)
where open_time >= ? and open_time < ?
    and (open_time >= ? or not exists (select from theirs where theirs.open_time = own.open_time))
union all
select 'horizon', open_time, base_volume, counter_volume, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d
from theirs
order by open_time ${order}
limit ?::int
