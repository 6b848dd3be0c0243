-- How many hours there are of each state, and market-hours that are not simply well.
select state, count(*) as windows
from (
    select state from audit_window
    union all
    select state from audit_market_window where state <> 'agreed'
) as windows
group by state
