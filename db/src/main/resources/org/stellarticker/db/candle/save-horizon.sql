-- Stores a market's candles as Horizon tells them.
insert into horizon_candle (trade_pair_id, length, read_at, open_time, base_volume, counter_volume, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d)
select ?, ?, ?::timestamptz, to_timestamp(open_seconds), base_volume::numeric, counter_volume::numeric, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d
from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
    as told (open_seconds, base_volume, counter_volume, trade_count, open_n, open_d, high_n, high_d, low_n, low_d,
        close_n, close_d)
on conflict (trade_pair_id, length, open_time) do update
set read_at = excluded.read_at,
    base_volume = excluded.base_volume,
    counter_volume = excluded.counter_volume,
    trade_count = excluded.trade_count,
    open_n = excluded.open_n,
    open_d = excluded.open_d,
    high_n = excluded.high_n,
    high_d = excluded.high_d,
    low_n = excluded.low_n,
    low_d = excluded.low_d,
    close_n = excluded.close_n,
    close_d = excluded.close_d
