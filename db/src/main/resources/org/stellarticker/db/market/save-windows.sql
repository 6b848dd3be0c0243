-- Calculates and saves windows, and deletes those without a trade. Returns the number of changed rows, and whether a deleted
-- one had a trade that is still in the window: then time alone does not explain it. Labels of a known market are those of its
-- windows, which save-labels.sql changes all at once: an asset that changes meanwhile must not change one window alone.
with calculated as (
${window}
), parameters as (
    select ?::int as hours, ?::int[] as pairs, ?::timestamptz as at
), labelled as (
    select calculated.*, coalesce(known.both_valid, base.is_valid and counter.is_valid) as both_valid,
        coalesce(known.base_anchor_code, base.anchor_asset_code) as base_anchor_code,
        coalesce(known.counter_anchor_code, counter.anchor_asset_code) as counter_anchor_code
    from calculated
    join trade_pair using (trade_pair_id)
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    left join lateral (
        select both_valid, base_anchor_code, counter_anchor_code
        from market_window
        where market_window.trade_pair_id = calculated.trade_pair_id
        limit 1
    ) as known on true
), saved as (
    insert into market_window as stored (trade_pair_id, window_hours, ${columns}, expires_at, both_valid, base_anchor_code,
        counter_anchor_code, changed_at)
    select trade_pair_id, hours, ${columns}, first_trade_at + make_interval(hours => hours), both_valid, base_anchor_code,
        counter_anchor_code, at
    from labelled, parameters
    on conflict (trade_pair_id, window_hours) do update
    set ${updates},
        expires_at = excluded.expires_at,
        changed_at = excluded.changed_at
    where (${stored}) is distinct from (${excluded})
    returning 1
), gone as (
    delete from market_window
    using parameters
    where window_hours = hours
        and ${of_pairs}
        and not exists (select from calculated where calculated.trade_pair_id = market_window.trade_pair_id)
    returning last_trade_at > at - make_interval(hours => hours) as lost
)
select (select count(*) from saved) + (select count(*) from gone) as changed,
    exists (select from gone where lost) as lost
