-- What the aggregator writes: candles per exact market, and the windows of 24 hours and 7 days cut from them.
-- Volumes are sums of stroops; prices n/d are counter per base, unreduced, of the trade that set them.

create table candle_1m (
    trade_pair_id    integer not null,
    open_time        timestamptz not null, -- inclusive; the candle ends a minute later, exclusive
    base_volume      numeric not null,
    counter_volume   numeric not null,
    trade_count      bigint not null,
    open_n           bigint not null,
    open_d           bigint not null,
    high_n           bigint not null,
    high_d           bigint not null,
    low_n            bigint not null,
    low_d            bigint not null,
    close_n          bigint not null,
    close_d          bigint not null,
    first_toid       bigint not null,
    last_toid        bigint not null,
    first_trade_time timestamptz not null,
    last_trade_time  timestamptz not null,
    first_index      integer not null,
    last_index       integer not null,
    primary key (trade_pair_id, open_time)
);

-- For windows of all markets.
create index candle_1m_by_time on candle_1m (open_time);

create table candle_1h (like candle_1m including all);
create table candle_1d (like candle_1m including all);

-- Each trade as the candle that it would be by itself, so that trades and candles are merged by one formula.
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
    ledger_close_time as first_trade_time,
    ledger_close_time as last_trade_time,
    trade_index as first_index,
    trade_index as last_index
from trade;

-- The windows of every market that traded in them, as of market_snapshot.as_of. A market's row holds from one cut to the
-- next unless it traded or, at expires_at, its oldest trade leaves the window.
create table market_window (
    trade_pair_id    integer not null,
    window_hours     integer not null, -- 24 or 168
    base_volume      numeric not null,
    counter_volume   numeric not null,
    trade_count      bigint not null,
    open_n           bigint not null,
    open_d           bigint not null,
    high_n           bigint not null,
    high_d           bigint not null,
    low_n            bigint not null,
    low_d            bigint not null,
    close_n          bigint not null,
    close_d          bigint not null,
    first_toid       bigint not null,
    last_toid        bigint not null,
    first_trade_time timestamptz not null,
    last_trade_time  timestamptz not null,
    first_index      integer not null,
    last_index       integer not null,
    expires_at       timestamptz not null, -- first_trade_time + window
    primary key (trade_pair_id, window_hours)
);

create index market_window_by_expiry on market_window (expires_at);

-- The instant at which all rows of market_window were cut.
create table market_snapshot (
    only_row   boolean primary key default true check (only_row),
    as_of     timestamptz not null,
    changed_at timestamptz not null -- the last cut that changed a row
);
