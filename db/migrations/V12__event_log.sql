-- What changed, for other components to follow: NOTIFY events is the hint, these rows are the truth. Positions are given in
-- the order of commits: the counter's row is locked from a transaction's last statement to its commit. So whoever has read up
-- to a position has missed nothing before it.

create table event_position (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);

insert into event_position (position) values (0);

create table event_log (
    position    bigint primary key,
    happened_at timestamptz not null default clock_timestamp(),
    -- trades_stored (live), window_repaired, trade_conflict, gap_found, gap_closed, asset_changed, books_changed
    kind        text not null,
    markets     integer[] not null default '{}', -- trade_pair_id
    first_toid  bigint, -- the trades that it is about, both ends inclusive
    first_index integer,
    last_toid   bigint,
    last_index  integer,
    detail      text not null default ''
);

create index event_log_by_time on event_log (happened_at);
