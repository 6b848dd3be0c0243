-- Cuts windows and keeps them, and drops those in which nothing is traded any more; gives the number of changes.
with cut as (
${window}
), cut_from as (
    select ?::int as hours, ?::int[] as pairs
), saved as (
    insert into market_window as stored (trade_pair_id, window_hours, base_volume, counter_volume, trade_count, open_n,
        open_d, high_n, high_d, low_n, low_d, close_n, close_d, first_toid, last_toid, first_trade_time,
        last_trade_time, first_index, last_index, expires_at)
    select trade_pair_id, hours, base_volume, counter_volume, trade_count, open_n, open_d, high_n, high_d, low_n,
        low_d, close_n, close_d, first_toid, last_toid, first_trade_time, last_trade_time, first_index, last_index,
        first_trade_time + make_interval(hours => hours)
    from cut, cut_from
    on conflict (trade_pair_id, window_hours) do update
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
        last_index = excluded.last_index,
        expires_at = excluded.expires_at
    where (stored.*) is distinct from (excluded.*)
    returning 1
), gone as (
    delete from market_window
    using cut_from
    where window_hours = hours
        and (pairs is null or market_window.trade_pair_id = any(pairs))
        and not exists (select from cut where cut.trade_pair_id = market_window.trade_pair_id)
    returning 1
)
select (select count(*) from saved) + (select count(*) from gone)
