-- Candles of each market, and the statistics of the windows of 24 hours and 7 days.

create table dust_floor (
    only_row      boolean primary key default true check (only_row),
    floor_stroops bigint not null check (floor_stroops >= 0),
    set_at        timestamptz not null default now(),
    starts_at     timestamptz not null default '-infinity'
);

comment on table dust_floor is 'The dust floor of all candles, in one row. A trade is dust when one of its amounts is below the floor. Written by aggregator.';
comment on column dust_floor.only_row is 'Always true; keeps the table at one row.';
comment on column dust_floor.floor_stroops is 'The setting DUST_FLOOR_STROOPS, in stroops; 0 for no dust.';
comment on column dust_floor.set_at is 'When the floor was stored.';
comment on column dust_floor.starts_at is 'Start of the time whose candles are made with the floor; the trades of older ones were gone when the floor changed.';

create table candle_1m (
    trade_pair_id   integer not null,
    open_time       timestamptz not null,
    base_volume     numeric not null,
    counter_volume  numeric not null,
    trade_count     bigint not null,
    open_n          bigint not null,
    open_d          bigint not null,
    high_n          bigint not null,
    high_d          bigint not null,
    low_n           bigint not null,
    low_d           bigint not null,
    close_n         bigint not null,
    close_d         bigint not null,
    first_toid      bigint not null,
    last_toid       bigint not null,
    first_trade_at  timestamptz not null,
    last_trade_at   timestamptz not null,
    first_index     integer not null,
    last_index      integer not null,
    buy_count       bigint not null default 0,
    dust_count      bigint not null default 0,
    ex_dust_open_n  bigint,
    ex_dust_open_d  bigint,
    ex_dust_high_n  bigint,
    ex_dust_high_d  bigint,
    ex_dust_low_n   bigint,
    ex_dust_low_d   bigint,
    ex_dust_close_n bigint,
    ex_dust_close_d bigint,
    revision        bigint not null default 1,
    primary key (trade_pair_id, open_time)
);

-- For windows of all markets.
create index candle_1m_by_time on candle_1m (open_time);

comment on column candle_1m.trade_pair_id is 'Market.';
comment on column candle_1m.open_time is 'Start of the interval, inclusive; it ends where the next one starts, exclusive.';
comment on column candle_1m.base_volume is 'Sum of the base amounts, in stroops.';
comment on column candle_1m.counter_volume is 'Sum of the counter amounts, in stroops.';
comment on column candle_1m.trade_count is 'Number of trades.';
comment on column candle_1m.open_n is 'Numerator of the first trade''s price, counter per base.';
comment on column candle_1m.open_d is 'Denominator of the first trade''s price.';
comment on column candle_1m.high_n is 'Numerator of the highest price.';
comment on column candle_1m.high_d is 'Denominator of the highest price.';
comment on column candle_1m.low_n is 'Numerator of the lowest price.';
comment on column candle_1m.low_d is 'Denominator of the lowest price.';
comment on column candle_1m.close_n is 'Numerator of the last trade''s price.';
comment on column candle_1m.close_d is 'Denominator of the last trade''s price.';
comment on column candle_1m.first_toid is 'toid of the first trade.';
comment on column candle_1m.last_toid is 'toid of the last trade.';
comment on column candle_1m.first_trade_at is 'Close time of the earliest trade.';
comment on column candle_1m.last_trade_at is 'Close time of the latest trade.';
comment on column candle_1m.first_index is 'trade_index of the first trade.';
comment on column candle_1m.last_index is 'trade_index of the last trade.';
comment on column candle_1m.buy_count is 'Number of trades in which the base was bought: the offer or pool that sold it was there first.';
comment on column candle_1m.dust_count is 'Number of trades that are dust: an amount is below dust_floor.';
comment on column candle_1m.ex_dust_open_n is 'Numerator of the first price of trades without dust; null when all trades are dust.';
comment on column candle_1m.ex_dust_open_d is 'Denominator of this price.';
comment on column candle_1m.ex_dust_high_n is 'Numerator of the highest price of trades without dust; null when all trades are dust.';
comment on column candle_1m.ex_dust_high_d is 'Denominator of this price.';
comment on column candle_1m.ex_dust_low_n is 'Numerator of the lowest price of trades without dust; null when all trades are dust.';
comment on column candle_1m.ex_dust_low_d is 'Denominator of this price.';
comment on column candle_1m.ex_dust_close_n is 'Numerator of the last price of trades without dust; null when all trades are dust.';
comment on column candle_1m.ex_dust_close_d is 'Denominator of this price.';
comment on column candle_1m.revision is 'How often the values changed, from 1: a late trade or a repair adds 1, and so does each trade of an interval that is not over.';

create table candle_1h (like candle_1m including all);
create table candle_1d (like candle_1m including all);

comment on table candle_1m is 'Candles of one minute, from trades. Intervals without a trade have no row. Written by aggregator, old rows deleted by db-cleaner.';
comment on table candle_1h is 'Candles of one hour, from candle_1m. Intervals without a trade have no row. Written by aggregator, old rows deleted by db-cleaner.';
comment on table candle_1d is 'Candles of one day (UTC), from candle_1h. Intervals without a trade have no row. Written by aggregator, old rows deleted by db-cleaner.';

create table candle_rebuild (
    candle_rebuild_id bigint generated always as identity primary key,
    starts_at         timestamptz not null,
    ends_at           timestamptz not null,
    started_at        timestamptz not null,
    ended_at          timestamptz,
    candles           bigint not null default 0,
    mismatches        bigint not null default 0
);

comment on table candle_rebuild is 'Comparisons of stored candles with candles made anew from raw trades, one row for each run of aggregator rebuild. Written by aggregator.';
comment on column candle_rebuild.candle_rebuild_id is 'Key.';
comment on column candle_rebuild.starts_at is 'Start of the time that was compared, inclusive; the raw trades of older candles are gone.';
comment on column candle_rebuild.ends_at is 'End of the time that was compared, exclusive.';
comment on column candle_rebuild.started_at is 'When the comparison began.';
comment on column candle_rebuild.ended_at is 'When it ended; null while it runs, or when it was killed.';
comment on column candle_rebuild.candles is 'Number of candles that were compared.';
comment on column candle_rebuild.mismatches is 'Number of candles that differed from their trades. They are made anew.';

-- One formula merges trades and candles alike.
create view trade_candle as
select trade_pair_id,
    ledger_close_time as open_time,
    base_amount as base_volume,
    counter_amount as counter_volume,
    1 as trade_count,
    price_n as open_n,
    price_d as open_d,
    price_n as high_n,
    price_d as high_d,
    price_n as low_n,
    price_d as low_d,
    price_n as close_n,
    price_d as close_d,
    toid as first_toid,
    toid as last_toid,
    ledger_close_time as first_trade_at,
    ledger_close_time as last_trade_at,
    trade_index as first_index,
    trade_index as last_index,
    base_is_seller::int as buy_count,
    case when least(base_amount, counter_amount) < (select floor_stroops from dust_floor) then 1 else 0 end as dust_count,
    case when least(base_amount, counter_amount) < (select floor_stroops from dust_floor) then null else price_n end as ex_dust_open_n,
    price_d as ex_dust_open_d,
    price_n as ex_dust_high_n,
    price_d as ex_dust_high_d,
    price_n as ex_dust_low_n,
    price_d as ex_dust_low_d,
    price_n as ex_dust_close_n,
    price_d as ex_dust_close_d,
    1::bigint as revision,
    liquidity_pool_id
from trade;

do $$
declare
    described record;
begin
    for described in
        select attname, col_description(attrelid, attnum) as meaning
        from pg_attribute
        where attrelid = 'candle_1m'::regclass and attnum > 0
    loop
        execute format('comment on column trade_candle.%I is %L', described.attname, described.meaning);
    end loop;
end
$$;

comment on column trade_candle.open_time is 'Close time of the trade.';
comment on column trade_candle.revision is 'Always 1.';
comment on column trade_candle.liquidity_pool_id is 'Pool of the trade; null when two offers traded.';
comment on view trade_candle is 'Each trade as a candle of its own; the finest level that candles and windows are made from. Of the prices without dust only ex_dust_open_n is null for a dust trade.';

create table horizon_candle (
    trade_pair_id  integer not null references trade_pair,
    interval       text not null check (interval in ('1h', '1d')),
    open_time      timestamptz not null,
    base_volume    numeric not null,
    counter_volume numeric not null,
    trade_count    bigint not null,
    open_n         bigint not null,
    open_d         bigint not null,
    high_n         bigint not null,
    high_d         bigint not null,
    low_n          bigint not null,
    low_d          bigint not null,
    close_n        bigint not null,
    close_d        bigint not null,
    fetched_at     timestamptz not null,
    primary key (trade_pair_id, interval, open_time)
);

create index horizon_candle_by_time on horizon_candle (interval, open_time);

comment on table horizon_candle is 'Candles from Horizon''s /trade_aggregations, for the time whose trades are not stored yet or no longer kept by Horizon. The legacy files never use them. Written by ingester, old rows deleted by db-cleaner.';
comment on column horizon_candle.trade_pair_id is 'Market.';
comment on column horizon_candle.interval is '1h or 1d.';
comment on column horizon_candle.open_time is 'Start of the interval, inclusive; it ends where the next one starts, exclusive.';
comment on column horizon_candle.base_volume is 'Sum of the base amounts, in stroops.';
comment on column horizon_candle.counter_volume is 'Sum of the counter amounts, in stroops.';
comment on column horizon_candle.trade_count is 'Number of trades.';
comment on column horizon_candle.open_n is 'Numerator of the first price, counter per base.';
comment on column horizon_candle.open_d is 'Denominator of the first price.';
comment on column horizon_candle.high_n is 'Numerator of the highest price.';
comment on column horizon_candle.high_d is 'Denominator of the highest price.';
comment on column horizon_candle.low_n is 'Numerator of the lowest price.';
comment on column horizon_candle.low_d is 'Denominator of the lowest price.';
comment on column horizon_candle.close_n is 'Numerator of the last price.';
comment on column horizon_candle.close_d is 'Denominator of the last price.';
comment on column horizon_candle.fetched_at is 'When Horizon gave the candle.';

create table horizon_candle_range (
    trade_pair_id integer not null references trade_pair,
    interval      text not null check (interval in ('1h', '1d')),
    starts_at     timestamptz not null,
    ends_at       timestamptz not null,
    primary key (trade_pair_id, interval)
);

comment on table horizon_candle_range is 'The time for which a market''s candles were fetched from Horizon. It grows backwards until nothing is missing. Written by ingester.';
comment on column horizon_candle_range.trade_pair_id is 'Market.';
comment on column horizon_candle_range.interval is '1h or 1d.';
comment on column horizon_candle_range.starts_at is 'Start of the time, inclusive.';
comment on column horizon_candle_range.ends_at is 'End of the time, exclusive.';

create table candle_change (
    candle_change_id bigint generated always as identity primary key,
    changed_at       timestamptz not null default clock_timestamp(),
    markets          integer[] not null,
    first_minutes    timestamptz[] not null,
    last_minutes     timestamptz[] not null
);

create index candle_change_by_time on candle_change (changed_at);

comment on table candle_change is 'Which candles were made anew, one row for each transaction of aggregator, for live streams to follow. Only one copy of aggregator leads, so keys follow the order of commits. Written by aggregator, old rows deleted by db-cleaner.';
comment on column candle_change.candle_change_id is 'Key, ascending in the order of commits.';
comment on column candle_change.changed_at is 'When the row was written.';
comment on column candle_change.markets is 'trade_pair_id of the markets concerned.';
comment on column candle_change.first_minutes is 'Start of the first minute made anew, for each of markets.';
comment on column candle_change.last_minutes is 'Start of the last minute made anew, for each of markets; those between need not have changed.';

create table market_window (
    trade_pair_id  integer not null references trade_pair,
    window_hours   integer not null check (window_hours in (24, 168)),
    base_volume    numeric not null,
    counter_volume numeric not null,
    trade_count    bigint not null,
    open_n         bigint not null,
    open_d         bigint not null,
    high_n         bigint not null,
    high_d         bigint not null,
    low_n          bigint not null,
    low_d          bigint not null,
    close_n        bigint not null,
    close_d        bigint not null,
    first_toid     bigint not null,
    last_toid      bigint not null,
    first_trade_at timestamptz not null,
    last_trade_at  timestamptz not null,
    first_index    integer not null,
    last_index     integer not null,
    expires_at     timestamptz not null,
    both_valid     boolean not null default false,
    base_anchor_code    text not null default '',
    counter_anchor_code text not null default '',
    changed_at     timestamptz not null default now(),
    buy_count      bigint not null default 0,
    primary key (trade_pair_id, window_hours)
);

create index market_window_by_expiry on market_window (expires_at);
create index market_window_by_change on market_window (changed_at);

comment on table market_window is 'Statistics of each market that traded in the last 24 hours and in the last 7 days, as of market_snapshot.as_of. A row changes when its market trades, or when its oldest trade leaves the window. Written by aggregator.';
comment on column market_window.trade_pair_id is 'Market.';
comment on column market_window.window_hours is 'Length of the window in hours: 24 or 168.';
comment on column market_window.base_volume is 'Sum of the base amounts, in stroops.';
comment on column market_window.counter_volume is 'Sum of the counter amounts, in stroops.';
comment on column market_window.trade_count is 'Number of trades.';
comment on column market_window.open_n is 'Numerator of the first trade''s price, counter per base.';
comment on column market_window.open_d is 'Denominator of the first trade''s price.';
comment on column market_window.high_n is 'Numerator of the highest price.';
comment on column market_window.high_d is 'Denominator of the highest price.';
comment on column market_window.low_n is 'Numerator of the lowest price.';
comment on column market_window.low_d is 'Denominator of the lowest price.';
comment on column market_window.close_n is 'Numerator of the last trade''s price.';
comment on column market_window.close_d is 'Denominator of the last trade''s price.';
comment on column market_window.first_toid is 'toid of the first trade.';
comment on column market_window.last_toid is 'toid of the last trade.';
comment on column market_window.first_trade_at is 'Close time of the earliest trade.';
comment on column market_window.last_trade_at is 'Close time of the latest trade.';
comment on column market_window.first_index is 'trade_index of the first trade.';
comment on column market_window.last_index is 'trade_index of the last trade.';
comment on column market_window.expires_at is 'When the earliest trade leaves the window: first_trade_at plus the window''s length.';

comment on column market_window.both_valid is 'Whether both assets are valid, as of market_snapshot.as_of.';
comment on column market_window.base_anchor_code is 'anchor_asset_code of the base asset, as of market_snapshot.as_of.';
comment on column market_window.counter_anchor_code is 'anchor_asset_code of the counter asset, as of market_snapshot.as_of.';
comment on column market_window.changed_at is 'as_of of the last snapshot that changed the row.';
comment on column market_window.buy_count is 'Number of trades in which the base was bought: the offer or pool that sold it was there first.';

create table market_book (
    trade_pair_id integer primary key references trade_pair,
    bid_count     integer not null,
    bid_volume    numeric not null,
    best_bid_n    bigint,
    best_bid_d    bigint,
    ask_count     integer not null,
    ask_volume    numeric not null,
    best_ask_n    bigint,
    best_ask_d    bigint,
    changed_at    timestamptz not null
);

create index market_book_by_change on market_book (changed_at);

comment on table market_book is 'Sums of order_book as of market_snapshot.as_of, so that one instant decides all of markets.json. Written by aggregator.';
comment on column market_book.trade_pair_id is 'Market.';
comment on column market_book.bid_count is 'Number of bid levels.';
comment on column market_book.bid_volume is 'Sum of the bid amounts, in units of the counter asset.';
comment on column market_book.best_bid_n is 'Numerator of the highest bid, counter per base; null without a bid.';
comment on column market_book.best_bid_d is 'Denominator of the highest bid.';
comment on column market_book.ask_count is 'Number of ask levels.';
comment on column market_book.ask_volume is 'Sum of price times amount of the asks, in units of the counter asset.';
comment on column market_book.best_ask_n is 'Numerator of the lowest ask, counter per base; null without an ask.';
comment on column market_book.best_ask_d is 'Denominator of the lowest ask.';
comment on column market_book.changed_at is 'as_of of the last snapshot that changed the row.';

create table market_snapshot (
    only_row       boolean primary key default true check (only_row),
    as_of          timestamptz not null,
    changed_at     timestamptz not null,
    version_at     timestamptz not null default now(),
    generation     bigint not null default 0,
    event_position bigint not null default 0
);

comment on table market_snapshot is 'The instant of all rows of market_window and market_book, in one row. No two snapshots are of the same second, so the second names a version of markets.json. Written by aggregator.';
comment on column market_snapshot.only_row is 'Always true; keeps the table at one row.';
comment on column market_snapshot.as_of is 'End of every window, exclusive.';
comment on column market_snapshot.changed_at is 'as_of of the last snapshot that changed a row.';
comment on column market_snapshot.version_at is 'as_of of the last snapshot that changed a row, or that came 25 seconds after the last such one: generated_at of markets.json.';
comment on column market_snapshot.generation is 'Grows when rows may have been deleted for another reason than the passing of time; a reader of changed rows then reads all.';
comment on column market_snapshot.event_position is 'Position of the last event of event_log whose changes the snapshot shows.';
