-- Aggregates of candles of one market that make one wider candle, whatever their order.
-- Two different fractions of 64-bit numbers differ by more than 1e-38, so 39 decimals order prices exactly. Of equal
-- fractions that are written differently, such as 1/2 and 2/4, always the same one is taken.
sum(base_volume) as base_volume,
sum(counter_volume) as counter_volume,
sum(trade_count)::bigint as trade_count,
min(array[first_toid, first_index, open_n, open_d]) as first,
max(array[last_toid, last_index, close_n, close_d]) as last,
max(array[div(high_n * 1e39, high_d), high_n, high_d]) as high,
min(array[div(low_n * 1e39, low_d), low_n, low_d]) as low,
min(first_trade_at) as first_trade_at,
max(last_trade_at) as last_trade_at,
sum(buy_count)::bigint as buy_count
