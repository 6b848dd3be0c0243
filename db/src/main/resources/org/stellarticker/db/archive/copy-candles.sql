-- Copies a day's candles of a minute, sorted by market and time.
copy (
    with market as materialized (${markets})
    select base,
        counter,
        to_char(open_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        base_volume,
        counter_volume,
        trade_count,
        open_n,
        open_d,
        high_n,
        high_d,
        low_n,
        low_d,
        close_n,
        close_d,
        first_toid,
        last_toid,
        to_char(first_trade_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        to_char(last_trade_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        first_index,
        last_index,
        buy_count,
        dust_count,
        ex_dust_open_n,
        ex_dust_open_d,
        ex_dust_high_n,
        ex_dust_high_d,
        ex_dust_low_n,
        ex_dust_low_d,
        ex_dust_close_n,
        ex_dust_close_d,
        revision
    from candle_1m
    join market using (trade_pair_id)
    where open_time >= current_setting('ticker.day')::timestamptz
        and open_time < current_setting('ticker.next_day')::timestamptz
    order by place, open_time
) to stdout (format csv)
