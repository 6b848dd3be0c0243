-- Lists the windows that changed after an instant, with their markets' assets.
select stats.*, base.code as base_code, base.issuer as base_issuer, counter.code as counter_code,
    counter.issuer as counter_issuer
from market_window as stats
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
where changed_at > ?
