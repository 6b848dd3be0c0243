-- Counts the hours of each state, and the hours of single markets that are not agreed.
select state, count(*) as windows
from (
    select state from audit_window
    union all
    select state from audit_market_window where state <> 'agreed'
) as windows
group by state
