-- Lists the markets of a restored day, with their first and last close time in seconds since 1970, and their trades.
select trade_pair_id,
    extract(epoch from min(ledger_close_time))::bigint as first_second,
    extract(epoch from max(ledger_close_time))::bigint as last_second,
    count(*) as trades
from trade
where ledger_close_time >= ? and ledger_close_time < ?
group by trade_pair_id
order by trade_pair_id
