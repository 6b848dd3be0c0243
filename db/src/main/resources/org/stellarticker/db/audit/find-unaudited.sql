-- An hour of a stretch of time that is not proven, when there is one: of its own account, or of a market's.
select asked.hour
from generate_series(date_bin('1 hour', ?::timestamptz, timestamptz 'epoch'),
    ?::timestamptz - interval '1 microsecond', interval '1 hour') as asked (hour)
left join audit_window using (hour)
where state is distinct from 'agreed'
    or exists (select from audit_market_window market where market.hour = asked.hour and market.state <> 'agreed')
limit 1
