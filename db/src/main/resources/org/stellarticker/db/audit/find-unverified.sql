-- Finds a market's hour to compare again: its hour was read again since, or the last comparison is long ago.
select own.hour, 0 as hours, own.trade_pair_id, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer
from audit_market_window as own
join audit_window as whole using (hour)
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
where own.state = 'pending' and whole.state = 'agreed' and whole.decided_at > own.checked_at
    or own.state = 'disagreed' and whole.state = 'agreed' and own.checked_at < ?
order by own.checked_at
limit 1
