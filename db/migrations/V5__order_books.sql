-- Order books and liquidity pools, as Horizon last gave them.

create table order_book (
    trade_pair_id integer primary key references trade_pair,
    bid_count     integer not null,
    bid_volume    numeric not null,
    best_bid_n    bigint,
    best_bid_d    bigint,
    ask_count     integer not null,
    ask_volume    numeric not null,
    best_ask_n    bigint,
    best_ask_d    bigint,
    as_of         timestamptz not null
);

comment on table order_book is 'Sums and best prices of each market''s order book. Written by ingester.';
comment on column order_book.trade_pair_id is 'Market.';
comment on column order_book.bid_count is 'Number of bid levels.';
comment on column order_book.bid_volume is 'Sum of the bid amounts, in units of the counter asset.';
comment on column order_book.best_bid_n is 'Numerator of the highest bid, counter per base; null without a bid.';
comment on column order_book.best_bid_d is 'Denominator of the highest bid.';
comment on column order_book.ask_count is 'Number of ask levels.';
comment on column order_book.ask_volume is 'Sum of price times amount of the asks, in units of the counter asset.';
comment on column order_book.best_ask_n is 'Numerator of the lowest ask, counter per base; null without an ask.';
comment on column order_book.best_ask_d is 'Denominator of the lowest ask.';
comment on column order_book.as_of is 'When Horizon gave the order book.';

create table order_book_levels (
    trade_pair_id integer primary key references order_book on delete cascade,
    bid_n         bigint[] not null,
    bid_d         bigint[] not null,
    bid_amount    numeric[] not null,
    ask_n         bigint[] not null,
    ask_d         bigint[] not null,
    ask_amount    numeric[] not null
);

comment on table order_book_levels is 'Levels of each order book, at most 200 a side, as of order_book.as_of. Written by ingester.';
comment on column order_book_levels.trade_pair_id is 'Market.';
comment on column order_book_levels.bid_n is 'Numerators of the bids, counter per base, the highest first.';
comment on column order_book_levels.bid_d is 'Denominators of the bids.';
comment on column order_book_levels.bid_amount is 'Amounts of the bids, in stroops of the counter asset; a level may exceed 64 bits.';
comment on column order_book_levels.ask_n is 'Numerators of the asks, counter per base, the lowest first.';
comment on column order_book_levels.ask_d is 'Denominators of the asks.';
comment on column order_book_levels.ask_amount is 'Amounts of the asks, in stroops of the base asset; a level may exceed 64 bits.';

create table book_request (
    base_asset_id    integer not null references asset on delete cascade,
    counter_asset_id integer not null references asset on delete cascade,
    requested_at     timestamptz not null,
    primary key (base_asset_id, counter_asset_id)
);

comment on table book_request is 'Queue of on-demand order books, also of markets that never traded. ingester fetches these order books before all others and deletes the row. No program inserts yet; graphql-server is the one that may. Written by ingester.';
comment on column book_request.base_asset_id is 'Base asset.';
comment on column book_request.counter_asset_id is 'Counter asset.';
comment on column book_request.requested_at is 'When the order book was requested.';

create table liquidity_pool (
    pool_id          text collate "C" primary key,
    base_asset_id    integer not null references asset,
    counter_asset_id integer not null references asset,
    base_reserve     bigint not null,
    counter_reserve  bigint not null,
    fee_bp           integer not null,
    total_shares     bigint not null,
    trustlines       bigint not null,
    as_of            timestamptz not null
);

create index liquidity_pool_by_pair on liquidity_pool (base_asset_id, counter_asset_id);

comment on table liquidity_pool is 'Liquidity pools of known assets, as Horizon last gave them. Written by ingester.';
comment on column liquidity_pool.pool_id is 'Id of the pool.';
comment on column liquidity_pool.base_asset_id is 'Base asset, in the stored direction of trade_pair.';
comment on column liquidity_pool.counter_asset_id is 'Counter asset.';
comment on column liquidity_pool.base_reserve is 'Reserve of the base asset, in stroops.';
comment on column liquidity_pool.counter_reserve is 'Reserve of the counter asset, in stroops.';
comment on column liquidity_pool.fee_bp is 'Fee, in basis points.';
comment on column liquidity_pool.total_shares is 'Pool shares, in stroops.';
comment on column liquidity_pool.trustlines is 'Number of accounts that hold shares.';
comment on column liquidity_pool.as_of is 'When Horizon gave the pool.';
