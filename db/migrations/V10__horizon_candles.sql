-- Candles as Horizon sums them up by itself, for the time of which the trades are not read yet, or are kept no longer by
-- it. Written by the ingester. The frozen files never use them.

create table horizon_candle (
    trade_pair_id  integer not null,
    length       text not null check (length in ('1h', '1d')),
    open_time      timestamptz not null, -- inclusive, UTC
    base_volume    numeric not null, -- sums of stroops
    counter_volume numeric not null,
    trade_count    bigint not null,
    open_n         bigint not null, -- prices are counter per base; the average is the ratio of the volumes
    open_d         bigint not null,
    high_n         bigint not null,
    high_d         bigint not null,
    low_n          bigint not null,
    low_d          bigint not null,
    close_n        bigint not null,
    close_d        bigint not null,
    read_at        timestamptz not null,
    primary key (trade_pair_id, length, open_time)
);

create index horizon_candle_by_time on horizon_candle (length, open_time);

-- The time of which a market's intervals were read; it grows backwards, until nothing is owed any more.
create table horizon_candle_range (
    trade_pair_id integer not null,
    length      text not null check (length in ('1h', '1d')),
    from_time     timestamptz not null, -- inclusive
    to_time       timestamptz not null, -- exclusive
    primary key (trade_pair_id, length)
);
