-- The revisions of candles that lost all of their trades, so that a revision only grows.

create table emptied_candle (
    trade_pair_id integer not null,
    interval      text not null check (interval in ('1m', '1h', '1d')),
    open_time     timestamptz not null,
    revision      bigint not null,
    primary key (trade_pair_id, interval, open_time)
);

create index emptied_candle_by_time on emptied_candle (interval, open_time);

comment on table emptied_candle is 'Candles that a repair left without a trade; the candle itself is deleted. When trades come back, its revision goes on from here and the row is deleted. Written by aggregator, old rows deleted by db-cleaner.';
comment on column emptied_candle.trade_pair_id is 'Market.';
comment on column emptied_candle.interval is '1m, 1h or 1d.';
comment on column emptied_candle.open_time is 'Start of the interval, inclusive.';
comment on column emptied_candle.revision is 'How often the values changed, the loss of all trades included.';
