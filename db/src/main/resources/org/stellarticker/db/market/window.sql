-- Computes what each market traded from one instant (inclusive) to another (exclusive, may be infinity); the one place that
-- computes windows. A window has seven ranges, some of them empty: trades to the first full minute, minutes to the first
-- full hour, hours to the first full day, days; then hours, minutes and trades to the end. Each range ends where the next
-- one starts, on a border of its candles, so nothing counts twice. A day is 24 hours of UTC, which "1 day" is not in a
-- session whose time zone has a summer.
--
-- A range that is empty is not looked for, in any market.
--
-- pairs: the markets to compute. All of them are read by time; some are read each by itself, by the index of its candles.
with given as not materialized (
    select ?::timestamptz as t0, ?::timestamptz as t7, ?::int[] as pairs, timestamptz 'epoch' as epoch,
        interval '1 microsecond' as step
), minutes_begin as not materialized (
    select *, least(date_bin('1 minute', t0 - step, epoch) + interval '1 minute', t7) as t1
    from given
), hours_begin as not materialized (
    select *, least(date_bin('1 hour', t0 - step, epoch) + interval '1 hour',
        greatest(t1, date_bin('1 minute', t7, epoch))) as t2
    from minutes_begin
), days_begin as not materialized (
    select *, least(date_bin('24 hours', t0 - step, epoch) + interval '24 hours',
        greatest(t2, date_bin('1 hour', t7, epoch))) as t3
    from hours_begin
), days_end as not materialized (
    select *, greatest(t3, date_bin('24 hours', t7, epoch)) as t4
    from days_begin
), hours_end as not materialized (
    select *, greatest(t4, date_bin('1 hour', t7, epoch)) as t5
    from days_end
), edges as not materialized (
    select *, greatest(t5, date_bin('1 minute', t7, epoch)) as t6
    from hours_end
), market as not materialized (
    select unnest(pairs) as trade_pair_id from given
), pieces as not materialized (
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}trade_candle${within}
        open_time >= t0 and open_time < t1${after}${only_if} t0 < t1
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}candle_1m${within}
        open_time >= t1 and open_time < t2${after}${only_if} t1 < t2
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}candle_1h${within}
        open_time >= t2 and open_time < t3${after}${only_if} t2 < t3
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}candle_1d${within}
        open_time >= t3 and open_time < t4${after}${only_if} t3 < t4
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}candle_1h${within}
        open_time >= t4 and open_time < t5${after}${only_if} t4 < t5
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}candle_1m${within}
        open_time >= t5 and open_time < t6${after}${only_if} t5 < t6
    union all
    select ${market}.trade_pair_id, ${columns} from edges${each_market} ${before}trade_candle${within}
        open_time >= t6 and open_time < t7${after}${only_if} t6 < t7
), merged as (
    select trade_pair_id, ${merged}
    from pieces
    group by trade_pair_id
)
select trade_pair_id, ${values}
from merged
