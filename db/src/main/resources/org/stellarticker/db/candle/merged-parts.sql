    -- The stored candles in each longer one.
    select own, dust_excluded, starts_at as open_time, base_volume, counter_volume, trade_count, open[1][1] as open_n, open[1][2] as open_d,
        high[2]::bigint as high_n, high[3]::bigint as high_d, low[2]::bigint as low_n, low[3]::bigint as low_d,
        close[1][1] as close_n, close[1][2] as close_d, revision
    from (
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
        from (
            table part
            union all
            -- Parts that lost all of their trades count in the revision alone. They are few.
            select null, null, open_time, null, null, null, null, null, null, null, null, null, null, null, revision
            from emptied_candle
            where trade_pair_id = (select trade_pair_id from market) and interval = '${part}'
                and open_time >= (select starts_at from asked) and open_time < (select ends_at from asked)
        ) as parts
        group by 1
        having count(trade_count) > 0
    ) as merged
