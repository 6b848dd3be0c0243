-- A market's candles of an interval that is stored, as they are: otherwise as list-market.sql. The market and the edges are
-- scalars, so that an index gives the rows in their order, and no more of them than are asked for.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
), asked as (
    select ?::timestamptz as starts_at, ?::timestamptz as ends_at, ?::timestamptz as own_from, ?::bigint as most
)
select *
from (
    (
        select true as own, open_time >= coalesce((select starts_at from dust_floor), '-infinity') as dust_excluded,
            open_time, base_volume, counter_volume, trade_count,
            ex_dust_open_n as open_n, ex_dust_open_d as open_d, ex_dust_high_n as high_n, ex_dust_high_d as high_d,
            ex_dust_low_n as low_n, ex_dust_low_d as low_d, ex_dust_close_n as close_n, ex_dust_close_d as close_d,
            revision
        from candle_${part} as candle
        where trade_pair_id = (select trade_pair_id from market)
            and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
            and (open_time >= (select own_from from asked)
                or not exists (
                    select from horizon_candle
                    where horizon_candle.trade_pair_id = candle.trade_pair_id and interval = '${part}'
                        and horizon_candle.open_time = candle.open_time))
        order by open_time ${order}
        limit (select most from asked)
    )
    union all
    (
        select false, false, open_time, ${columns}, 0
        from horizon_candle
        where trade_pair_id = (select trade_pair_id from market) and interval = '${part}'
            and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
            and open_time < (select own_from from asked)
        order by open_time ${order}
        limit (select most from asked)
    )
) as candle
order by open_time ${order}
limit (select most from asked)
