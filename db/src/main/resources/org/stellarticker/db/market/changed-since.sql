select trade_pair_id
from market_window
where window_hours = 24 and changed_at > ?
union
select trade_pair_id
from market_book
where changed_at > ?
union
-- Their last trade left the window, and its row is gone.
select trade_pair_id
from market_window
cross join market_snapshot
where window_hours = 168
    and last_trade_at > ?::timestamptz - interval '24 hours'
    and last_trade_at <= as_of - interval '24 hours'
