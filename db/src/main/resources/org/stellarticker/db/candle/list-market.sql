-- A market's candles of an interval, from stored ones: from trades where all trades are stored; before that Horizon's, or from
-- trades where it has none. Prices are those without dust; Horizon's include it, and those of candles from before the start of
-- the dust floor may. Stored candles of one market do not overlap, so the order of their times is that of their trades. The
-- market and the edges are scalars, so that an index gives the rows in their order, and no more of them than are asked for.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
), asked as (
    select ?::timestamptz as starts_at, ?::timestamptz as ends_at, ?::timestamptz as own_from, ?::bigint as most
), part as (
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
        limit (select most * ${most_parts} from asked)
    )
    union all
    (
        select false, false, open_time, ${columns}, 0
        from horizon_candle
        where trade_pair_id = (select trade_pair_id from market) and interval = '${part}'
            and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
            and open_time < (select own_from from asked)
        order by open_time ${order}
        limit (select most * ${most_parts} from asked)
    )
), candle as (
${candles}
)
select own, dust_excluded, open_time, base_volume, counter_volume, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d, revision
from candle
order by open_time ${order}
limit (select most from asked)
