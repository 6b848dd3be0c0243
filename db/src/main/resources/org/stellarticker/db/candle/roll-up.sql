-- Makes the candles of some market-times anew from all finer candles in them, and deletes those without any, whose revisions
-- are kept. A candle whose values stay the same is not written.
with touched as materialized (
    select distinct trade_pair_id,
        date_bin('${interval}', timestamptz 'epoch' + micros * interval '1 microsecond', timestamptz 'epoch') as open_time
    from unnest(?::int[], ?::bigint[]) as named (trade_pair_id, micros)
), made as materialized (
    select trade_pair_id, open_time, ${values}, dust_count,
        ex_dust_first[3] as ex_dust_open_n, ex_dust_first[4] as ex_dust_open_d,
        ex_dust_high[2]::bigint as ex_dust_high_n, ex_dust_high[3]::bigint as ex_dust_high_d,
        ex_dust_low[2]::bigint as ex_dust_low_n, ex_dust_low[3]::bigint as ex_dust_low_d,
        ex_dust_last[3] as ex_dust_close_n, ex_dust_last[4] as ex_dust_close_d
    from touched
    -- One index scan for each, however many there are and however far apart; planned as a join, a batch may take minutes.
    cross join lateral (
        select ${merged},
            sum(dust_count)::bigint as dust_count
        from ${finer} as finer
        where finer.trade_pair_id = touched.trade_pair_id
            and finer.open_time >= touched.open_time
            and finer.open_time < touched.open_time + interval '${interval}'
        having count(*) > 0
    ) as candle
    cross join lateral (
        select ${merged_ex_dust}
        from ${finer} as finer
        where candle.dust_count > 0
            and finer.ex_dust_open_n is not null
            and finer.trade_pair_id = touched.trade_pair_id
            and finer.open_time >= touched.open_time
            and finer.open_time < touched.open_time + interval '${interval}'
    ) as ex_dust
), emptied as (
    delete from ${wider} as stored
    using touched
    where (stored.trade_pair_id, stored.open_time) = (touched.trade_pair_id, touched.open_time)
        and not exists (
            select from made
            where (made.trade_pair_id, made.open_time) = (touched.trade_pair_id, touched.open_time))
    returning stored.trade_pair_id, stored.open_time, stored.revision
), kept as (
    insert into emptied_candle (trade_pair_id, interval, open_time, revision)
    select trade_pair_id, '${word}', open_time, revision + 1
    from emptied
), refilled as (
    delete from emptied_candle
    using made
    where (emptied_candle.trade_pair_id, emptied_candle.interval, emptied_candle.open_time)
        = (made.trade_pair_id, '${word}', made.open_time)
    returning emptied_candle.trade_pair_id, emptied_candle.open_time, emptied_candle.revision
)
insert into ${wider} as stored (trade_pair_id, open_time, ${columns}, ${ex_dust_columns}, revision)
select trade_pair_id, open_time, ${columns}, ${ex_dust_columns}, coalesce(refilled.revision, 0) + 1
from made
left join refilled using (trade_pair_id, open_time)
on conflict (trade_pair_id, open_time) do update
set ${all_updates},
    revision = stored.revision + 1
where (${all_stored})
    is distinct from (${all_excluded})
