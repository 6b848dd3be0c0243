-- The columns of a candle from the aggregates of merged.sql.
base_volume, counter_volume, trade_count, first[3] as open_n, first[4] as open_d,
    high[2]::bigint as high_n, high[3]::bigint as high_d, low[2]::bigint as low_n, low[3]::bigint as low_d,
    last[3] as close_n, last[4] as close_d, first[1] as first_toid, last[1] as last_toid,
    first_trade_at, last_trade_at, first[2]::int as first_index, last[2]::int as last_index, buy_count
