-- Lists the candles of some markets that open within ranges, as they are now: those with trades, then those that a repair
-- emptied. Ranges are given in seconds since 1970, both edges inclusive.
with given as (
    select distinct trade_pair_id, to_timestamp(first) as first_open, to_timestamp(last) as last_open
    from unnest(?::integer[], ?::bigint[], ?::bigint[]) as given (trade_pair_id, first, last)
), changed as (
    select distinct trade_pair_id, open_time
    from given
    join candle_${part} using (trade_pair_id)
    where open_time >= first_open and open_time <= last_open
), emptied as (
    select distinct trade_pair_id, open_time, revision
    from given
    join emptied_candle using (trade_pair_id)
    where interval = '${part}' and open_time >= first_open and open_time <= last_open
)
select trade_pair_id, true as own, open_time >= coalesce((select starts_at from dust_floor), '-infinity') as dust_excluded,
    open_time, base_volume, counter_volume, trade_count,
    ex_dust_open_n as open_n, ex_dust_open_d as open_d, ex_dust_high_n as high_n, ex_dust_high_d as high_d,
    ex_dust_low_n as low_n, ex_dust_low_d as low_d, ex_dust_close_n as close_n, ex_dust_close_d as close_d, revision
from changed
join candle_${part} using (trade_pair_id, open_time)
union all
select trade_pair_id, true, true, open_time, 0, 0, 0, null, null, null, null, null, null, null, null, revision
from emptied
order by trade_pair_id, open_time
