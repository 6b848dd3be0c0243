insert into order_book_levels as stored (trade_pair_id, bid_n, bid_d, bid_amount, ask_n, ask_d, ask_amount)
values (?, ?, ?, ?, ?, ?, ?)
on conflict (trade_pair_id) do update
set bid_n = excluded.bid_n,
    bid_d = excluded.bid_d,
    bid_amount = excluded.bid_amount,
    ask_n = excluded.ask_n,
    ask_d = excluded.ask_d,
    ask_amount = excluded.ask_amount
where (stored.bid_n, stored.bid_d, stored.bid_amount, stored.ask_n, stored.ask_d, stored.ask_amount)
    is distinct from (excluded.bid_n, excluded.bid_d, excluded.bid_amount, excluded.ask_n, excluded.ask_d,
        excluded.ask_amount)
