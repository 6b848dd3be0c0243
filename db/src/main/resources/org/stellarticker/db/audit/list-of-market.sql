-- Lists hours with a market's result: its own row, or else its hour's.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
)
select whole.hour,
    coalesce(own.state, whole.state) as state,
    whole.evidence || coalesce(own.evidence, '{}') as evidence,
    coalesce(nullif(own.reason, ''), whole.reason) as reason,
    whole.trades_read,
    whole.trades_repaired,
    coalesce(own.checked_at, whole.decided_at) as decided_at
from audit_window as whole
left join audit_market_window as own on own.hour = whole.hour and own.trade_pair_id = (select trade_pair_id from market)
where whole.hour > ?::timestamptz - interval '1 hour' and whole.hour < ?
order by whole.hour
