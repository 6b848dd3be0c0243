-- Saves the sums of order books as they are now, of some markets or, when null, of all.
insert into market_book as stored (trade_pair_id, bid_count, bid_volume, best_bid_n, best_bid_d, ask_count, ask_volume,
    best_ask_n, best_ask_d, changed_at)
select trade_pair_id, bid_count, bid_volume, best_bid_n, best_bid_d, ask_count, ask_volume, best_ask_n, best_ask_d,
    ?::timestamptz
from order_book, (select ?::int[] as pairs) as parameters
where pairs is null or trade_pair_id = any(pairs)
on conflict (trade_pair_id) do update
set bid_count = excluded.bid_count,
    bid_volume = excluded.bid_volume,
    best_bid_n = excluded.best_bid_n,
    best_bid_d = excluded.best_bid_d,
    ask_count = excluded.ask_count,
    ask_volume = excluded.ask_volume,
    best_ask_n = excluded.best_ask_n,
    best_ask_d = excluded.best_ask_d,
    changed_at = excluded.changed_at
where (stored.bid_count, stored.bid_volume, stored.best_bid_n, stored.best_bid_d, stored.ask_count, stored.ask_volume, stored.best_ask_n, stored.best_ask_d)
    is distinct from (excluded.bid_count, excluded.bid_volume, excluded.best_bid_n, excluded.best_bid_d, excluded.ask_count, excluded.ask_volume, excluded.best_ask_n, excluded.best_ask_d)
