-- Lists the stored sums of a market in each agreed hour of a time range, with the market's last result.
select whole.hour, coalesce(trade_count, 0) as trade_count, coalesce(base_amount, 0) as base_amount,
    coalesce(counter_amount, 0) as counter_amount, own.state, own.checked_at < whole.decided_at as read_since
from audit_window as whole
left join (
    select date_bin('1 hour', ledger_close_time, timestamptz 'epoch') as hour, count(*) as trade_count,
        sum(base_amount) as base_amount, sum(counter_amount) as counter_amount
    from trade
    where trade_pair_id = ? and ledger_close_time >= ? and ledger_close_time < ?
    group by 1
) as stored on stored.hour = whole.hour
left join audit_market_window as own on own.hour = whole.hour and own.trade_pair_id = ?
where whole.hour >= ? and whole.hour < ?
    and whole.state = 'agreed'
    and whole.hour > (select min(hour) from audit_window)
order by whole.hour
