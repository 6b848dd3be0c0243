-- A market's candles: from trades where all trades are stored; before that Horizon's, or from trades where it has none.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
), of_horizon as (
    select horizon_candle.*
    from horizon_candle
    join market using (trade_pair_id)
    where interval = ? and open_time >= ? and open_time < ? and open_time < ?
)
select 'trades' as source, open_time, ${columns}
from ${own} as own
join market using (trade_pair_id)
where open_time >= ? and open_time < ?
    and (open_time >= ? or not exists (select from of_horizon where of_horizon.open_time = own.open_time))
union all
select 'horizon', open_time, ${columns}
from of_horizon
order by open_time ${order}
limit ?::int
