insert into order_book (trade_pair_id, bid_count, bid_volume, best_bid_n, best_bid_d, ask_count, ask_volume,
    best_ask_n, best_ask_d, as_of)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (trade_pair_id) do update
set bid_count = excluded.bid_count,
    bid_volume = excluded.bid_volume,
    best_bid_n = excluded.best_bid_n,
    best_bid_d = excluded.best_bid_d,
    ask_count = excluded.ask_count,
    ask_volume = excluded.ask_volume,
    best_ask_n = excluded.best_ask_n,
    best_ask_d = excluded.best_ask_d,
    as_of = excluded.as_of
