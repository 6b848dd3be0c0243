-- Aggregates like those of merged.sql, of the prices of trades without dust. Without a dust trade they are merged.sql's,
-- and nothing is read for them. Ledgers close in the order of their sequence, so candles of different times have their
-- trades in the order of first_toid, whether the first trade is dust or not.
case when candle.dust_count = 0 then candle.first
    else min(array[first_toid, first_index, ex_dust_open_n, ex_dust_open_d]) end as ex_dust_first,
case when candle.dust_count = 0 then candle.last
    else max(array[last_toid, last_index, ex_dust_close_n, ex_dust_close_d]) end as ex_dust_last,
case when candle.dust_count = 0 then candle.high
    else max(array[div(ex_dust_high_n * 1e39, ex_dust_high_d), ex_dust_high_n, ex_dust_high_d]) end as ex_dust_high,
case when candle.dust_count = 0 then candle.low
    else min(array[div(ex_dust_low_n * 1e39, ex_dust_low_d), ex_dust_low_n, ex_dust_low_d]) end as ex_dust_low
