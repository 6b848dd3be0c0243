-- Trades that were told twice with different values: both readings, and which of them stands. History does not change,
-- so one of the two is wrong; a page outranks the stream, and between readings of one kind the first stays.

create table trade_conflict (
    trade_conflict_id bigint generated always as identity primary key,
    toid              bigint not null,
    trade_index       integer not null,
    -- The members of trade, with the names of base and counter; of a trade that was not stored itself, only the close
    -- time that its ledger is stored with.
    stored            jsonb not null,
    stored_from     "char", -- as in trade; null when it was not stored itself
    stored_at         timestamptz,
    told              jsonb not null, -- likewise; of a ledger whose close time moved, only that
    received_from       "char" not null,
    received_at           timestamptz not null default now(),
    replaced          boolean not null -- whether what was told stands since in place of what was stored
);

-- One row however often it is told.
create unique index trade_conflict_once on trade_conflict (toid, trade_index, md5(told::text));
create index trade_conflict_by_time on trade_conflict (received_at);

-- Times as UTC, whatever the session's time zone: a reading is known again by its text.
create function trade_values(reading trade) returns jsonb language sql stable set timezone = 'UTC' as $$
    select to_jsonb(reading) - array['trade_pair_id', 'source', 'stored_at']
        || jsonb_build_object('base', base.code || ':' || base.issuer, 'counter', counter.code || ':' || counter.issuer)
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where trade_pair_id = reading.trade_pair_id
$$;

create function close_time_values(ledger_close_time timestamptz) returns jsonb language sql stable set timezone = 'UTC' as $$
    select jsonb_build_object('ledger_close_time', ledger_close_time)
$$;
