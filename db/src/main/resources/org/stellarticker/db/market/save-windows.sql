-- Calculates and saves windows, and deletes those without a trade. Returns the number of changed rows.
with calculated as (
${window}
), parameters as (
    select ?::int as hours, ?::int[] as pairs
), saved as (
    insert into market_window as stored (trade_pair_id, window_hours, ${columns}, expires_at)
    select trade_pair_id, hours, ${columns}, first_trade_at + make_interval(hours => hours)
    from calculated, parameters
    on conflict (trade_pair_id, window_hours) do update
    set ${updates},
        expires_at = excluded.expires_at
    where (stored.*) is distinct from (excluded.*)
    returning 1
), gone as (
    delete from market_window
    using parameters
    where window_hours = hours
        and (pairs is null or market_window.trade_pair_id = any(pairs))
        and not exists (select from calculated where calculated.trade_pair_id = market_window.trade_pair_id)
    returning 1
)
select (select count(*) from saved) + (select count(*) from gone)
