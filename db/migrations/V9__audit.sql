-- What the second reader found: the proof that what is stored is what Horizon tells. Written by the ingester.

-- One row for each hour of close time (UTC), for the whole network; continuous over the time that is kept.
create table audit_window (
    hour            timestamptz primary key, -- inclusive; it ends an hour later, exclusive
    state           text not null default 'pending' check (state in ('pending', 'agreed', 'repaired', 'disagreed')),
    evidence        text[] not null default '{}', -- backfill: paged without a break; pages: read a second time
    reason          text not null default '', -- why it disagreed in the last reading
    trades_read     bigint not null default 0, -- in the last reading
    trades_repaired bigint not null default 0, -- which Horizon told and we lacked, in all readings
    trades_disputed bigint not null default 0, -- told otherwise than stored, or not told, or not readable, in the last reading
    readings        integer not null default 0, -- how often it was read whole
    decided_at      timestamptz,
    sampled_at      timestamptz -- when one of its markets was last held against Horizon's own sums
);

-- A market's hour, where there is more to say of it than of its hour.
create table audit_market_window (
    hour          timestamptz not null,
    trade_pair_id integer not null,
    state         text not null check (state in ('pending', 'agreed', 'disagreed')),
    evidence      text[] not null default '{}', -- aggregations: held against Horizon's own sums
    reason        text not null default '', -- the figures that differ
    checked_at    timestamptz not null,
    primary key (hour, trade_pair_id)
);

create index audit_market_window_open on audit_market_window (checked_at) where state <> 'agreed';
