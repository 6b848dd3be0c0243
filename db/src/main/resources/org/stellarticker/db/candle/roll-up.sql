-- Makes the candles of some market-times anew, of all finer ones that lie in them.
insert into ${wider} (trade_pair_id, open_time, base_volume, counter_volume, trade_count, open_n, open_d, high_n, high_d,
    low_n, low_d, close_n, close_d, first_toid, last_toid, first_trade_time, last_trade_time, first_index, last_index)
select trade_pair_id, open_time, base_volume, counter_volume, trade_count, first[3], first[4], high[2], high[3],
    low[2], low[3], last[3], last[4], first[1], last[1], first_trade_time, last_trade_time, first[2], last[2]
from (
    select distinct trade_pair_id,
        date_bin('${length}', timestamptz 'epoch' + micros * interval '1 microsecond', timestamptz 'epoch') as open_time
    from unnest(?::int[], ?::bigint[]) as named (trade_pair_id, micros)
) as touched
-- One by one by the index, however few or many, near or far they are; planned as a join, a batch may take minutes.
cross join lateral (
    select ${merged}
    from ${finer} as finer
    where finer.trade_pair_id = touched.trade_pair_id
        and finer.open_time >= touched.open_time
        and finer.open_time < touched.open_time + interval '${length}'
    having count(*) > 0
) as candle
on conflict (trade_pair_id, open_time) do update
set base_volume = excluded.base_volume,
    counter_volume = excluded.counter_volume,
    trade_count = excluded.trade_count,
    open_n = excluded.open_n,
    open_d = excluded.open_d,
    high_n = excluded.high_n,
    high_d = excluded.high_d,
    low_n = excluded.low_n,
    low_d = excluded.low_d,
    close_n = excluded.close_n,
    close_d = excluded.close_d,
    first_toid = excluded.first_toid,
    last_toid = excluded.last_toid,
    first_trade_time = excluded.first_trade_time,
    last_trade_time = excluded.last_trade_time,
    first_index = excluded.first_index,
    last_index = excluded.last_index
