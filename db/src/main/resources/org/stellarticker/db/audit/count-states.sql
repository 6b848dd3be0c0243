-- How many windows there are of each state.
select state, count(*) as windows
from (
    select state from audit_window
    union all
    select state from audit_market_window
) as windows
group by state
