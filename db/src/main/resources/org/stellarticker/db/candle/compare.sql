-- Compares the candles of a time range with candles made anew from all finer ones. Returns how many there are, and each that
-- differs, is missing or is too much. Change marks are committed with their trades and deleted with the candles made of them,
-- so in one snapshot only a candle with a mark may differ.
with anew as (
    select trade_pair_id, date_bin('${interval}', open_time, timestamptz 'epoch') as open_time, ${merged},
        sum(dust_count)::bigint as dust_count,
        min(array[first_toid, first_index, ex_dust_open_n, ex_dust_open_d])
            filter (where ex_dust_open_n is not null) as ex_dust_first,
        max(array[last_toid, last_index, ex_dust_close_n, ex_dust_close_d])
            filter (where ex_dust_open_n is not null) as ex_dust_last,
        max(array[div(ex_dust_high_n * 1e39, ex_dust_high_d), ex_dust_high_n, ex_dust_high_d])
            filter (where ex_dust_open_n is not null) as ex_dust_high,
        min(array[div(ex_dust_low_n * 1e39, ex_dust_low_d), ex_dust_low_n, ex_dust_low_d])
            filter (where ex_dust_open_n is not null) as ex_dust_low
    from ${finer} as finer
    where open_time >= ? and open_time < ?
    group by 1, 2
), made as (
    select trade_pair_id, open_time, ${values}, dust_count,
        ex_dust_first[3] as ex_dust_open_n, ex_dust_first[4] as ex_dust_open_d,
        ex_dust_high[2]::bigint as ex_dust_high_n, ex_dust_high[3]::bigint as ex_dust_high_d,
        ex_dust_low[2]::bigint as ex_dust_low_n, ex_dust_low[3]::bigint as ex_dust_low_d,
        ex_dust_last[3] as ex_dust_close_n, ex_dust_last[4] as ex_dust_close_d
    from anew
), stored as (
    select * from ${wider} where open_time >= ? and open_time < ?
), compared as (
    select trade_pair_id, open_time, (${all_stored}) is distinct from (${all_made}) as differs
    from made
    full join stored using (trade_pair_id, open_time)
)
select count(*) as candles,
    coalesce(array_agg(trade_pair_id order by open_time, trade_pair_id) filter (where wrong), '{}') as pairs,
    coalesce(array_agg((extract(epoch from open_time) * 1000000)::bigint order by open_time, trade_pair_id)
        filter (where wrong), '{}') as micros
from (
    select *,
        differs and not exists (
            select
            from change_mark
            where change_mark.trade_pair_id = compared.trade_pair_id
                and minute >= open_time and minute < open_time + interval '${interval}') as wrong
    from compared
) as judged
