-- Finds the latest hour that disagrees, for all markets or one, by more than acknowledged records.
select *
from (
    select hour, state, evidence, reason, trades_read, trades_repaired, decided_at
    from audit_window
    where state = 'disagreed' and hour not in (select hour from acknowledged_hour)
    union all
    select hour, state, evidence, base.code || ' / ' || counter.code || ': ' || reason, 0, 0, checked_at
    from audit_market_window
    join trade_pair using (trade_pair_id)
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where state = 'disagreed'
) as disagreed
order by hour desc
limit 1
