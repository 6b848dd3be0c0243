-- Counts a day's hours that are agreed in all markets, and those that disagree only by acknowledged records.
select count(*) filter (where state = 'agreed' and not open_market) as agreed,
    count(*) filter (where acknowledged and not open_market) as acknowledged,
    min(hour) filter (where (state is null or state <> 'agreed') and not acknowledged or open_market) as first_open
from (
    select asked.hour,
        audit_window.state,
        acknowledged_hour.hour is not null as acknowledged,
        exists (
            select from audit_market_window market where market.hour = asked.hour and market.state <> 'agreed'
        ) as open_market
    from generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', interval '1 hour') as asked (hour)
    left join audit_window using (hour)
    left join acknowledged_hour using (hour)
) as hours
