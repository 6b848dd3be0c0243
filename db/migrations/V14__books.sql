-- The levels of each order book, beside its sums in order_book, which is read often.

create table order_book_levels (
    trade_pair_id integer primary key references order_book on delete cascade,
    -- The best first; prices counter per base; amounts in stroops, of bids in counter, of asks in base.
    bid_n         bigint[] not null,
    bid_d         bigint[] not null,
    bid_amount    bigint[] not null,
    ask_n         bigint[] not null,
    ask_d         bigint[] not null,
    ask_amount    bigint[] not null
);

-- A queue: who was asked for a book adds, the ingester reads the book next and deletes. Assets, since it may be of a pair
-- that never traded.
create table book_request (
    base_asset_id    integer not null references asset on delete cascade,
    counter_asset_id integer not null references asset on delete cascade,
    requested_at     timestamptz not null,
    primary key (base_asset_id, counter_asset_id)
);
