-- Finds an hour of a time range that is not agreed, for all markets or for one.
select asked.hour
from generate_series(date_bin('1 hour', ?::timestamptz, timestamptz 'epoch'),
    ?::timestamptz - interval '1 microsecond', interval '1 hour') as asked (hour)
left join audit_window using (hour)
where state is distinct from 'agreed'
    or exists (select from audit_market_window market where market.hour = asked.hour and market.state <> 'agreed')
limit 1
