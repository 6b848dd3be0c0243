-- Saves a market's candles from Horizon.
insert into horizon_candle (trade_pair_id, interval, fetched_at, open_time, ${columns})
select ?, ?, ?::timestamptz, to_timestamp(open_seconds), base_volume::numeric, counter_volume::numeric, trade_count,
    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d
from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
    as received (open_seconds, ${columns})
on conflict (trade_pair_id, interval, open_time) do update
set fetched_at = excluded.fetched_at,
    ${updates}
