-- A market's candles of an interval, made of stored ones: from trades where all trades are stored; before that Horizon's, or
-- from trades where it has none. Prices are those without dust; Horizon's include it, and those of candles from before the start
-- of the dust floor may. Stored candles of one market do not
-- overlap, so the order of their times is that of their trades. The market and the edges are scalars, so that an index gives the
-- rows in their order.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
), asked as (
    select ?::timestamptz as starts_at, ?::timestamptz as ends_at, ?::timestamptz as own_from, ?::bigint as most
), of_horizon as (
    select horizon_candle.*
    from horizon_candle
    where trade_pair_id = (select trade_pair_id from market) and interval = '${part}'
        and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
        and open_time < (select own_from from asked)
), parts as (
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
                or not exists (select from of_horizon where of_horizon.open_time = candle.open_time))
        order by open_time ${order}
        limit (select most * ${most_parts} from asked)
    )
    union all
    (
        select false, false, open_time, ${columns}, 0
        from of_horizon
        order by open_time ${order}
        limit (select most * ${most_parts} from asked)
    )
    union all
    -- Parts that lost all of their trades count in the revision alone. They are few.
    (
        select null, null, open_time, null, null, null, null, null, null, null, null, null, null, null, revision
        from emptied_candle
        where trade_pair_id = (select trade_pair_id from market) and interval = '${part}'
            and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
    )
), candle as (
    select ${start} as starts_at,
        bool_and(own) as own,
        bool_and(dust_excluded) as dust_excluded,
        sum(base_volume) as base_volume,
        sum(counter_volume) as counter_volume,
        sum(trade_count)::bigint as trade_count,
        (array_agg(array[open_n, open_d] order by open_time) filter (where open_n is not null))[1:1] as open,
        max(array[div(high_n * 1e39, high_d), high_n, high_d]) filter (where high_n is not null) as high,
        min(array[div(low_n * 1e39, low_d), low_n, low_d]) filter (where low_n is not null) as low,
        (array_agg(array[close_n, close_d] order by open_time desc) filter (where close_n is not null))[1:1] as close,
        sum(revision)::bigint as revision
    from parts
    group by 1
    having count(trade_count) > 0
)
select own, dust_excluded, starts_at as open_time, base_volume, counter_volume, trade_count, open[1][1] as open_n, open[1][2] as open_d,
    high[2]::bigint as high_n, high[3]::bigint as high_d, low[2]::bigint as low_n, low[3]::bigint as low_d,
    close[1][1] as close_n, close[1][2] as close_d, revision
from candle
order by starts_at ${order}
limit (select most from asked)
