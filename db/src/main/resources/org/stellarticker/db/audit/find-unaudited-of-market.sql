-- Finds an hour of a time range that is not agreed for a market.
with market as (
    select trade_pair_id
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
)
select asked.hour
from generate_series(date_bin('1 hour', ?::timestamptz, timestamptz 'epoch'),
    ?::timestamptz - interval '1 microsecond', interval '1 hour') as asked (hour)
left join audit_window as whole using (hour)
left join audit_market_window as own on own.hour = asked.hour and own.trade_pair_id = (select trade_pair_id from market)
where coalesce(own.state, whole.state) is distinct from 'agreed'
limit 1
