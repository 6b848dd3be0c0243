-- Trades, how far they are ingested, and what could not be stored as a trade.
-- trade, change_mark and the candle tables have no foreign keys: a check for each row would slow down ingestion.

create table ledger (
    sequence  bigint primary key,
    closed_at timestamptz not null
);

comment on table ledger is 'Close times of ledgers with trades. A ledger has one close time; another one received for it is a conflict. Written by ingester, old rows deleted by db-cleaner.';
comment on column ledger.sequence is 'Ledger sequence number.';
comment on column ledger.closed_at is 'Close time of the ledger.';

create table trade (
    ledger_close_time timestamptz not null,
    toid              bigint not null,
    base_amount       bigint not null,
    counter_amount    bigint not null,
    price_n           bigint not null,
    price_d           bigint not null,
    base_offer_id     bigint,
    counter_offer_id  bigint,
    stored_at         timestamptz not null default now(),
    trade_index       integer not null,
    trade_pair_id     integer not null,
    pool_fee_bp       integer,
    base_is_seller    boolean not null,
    ingested_from     "char" not null,
    base_account      text,
    counter_account   text,
    liquidity_pool_id text,
    primary key (ledger_close_time, toid, trade_index)
) partition by range (ledger_close_time);

create index trade_by_pair on trade (trade_pair_id, ledger_close_time);

comment on table trade is 'Every trade, in the stored direction of its market. One partition holds one day (UTC) of close time. Order is (toid, trade_index), never time. Written by ingester, old days dropped by db-cleaner.';
comment on column trade.ledger_close_time is 'Close time of the trade''s ledger.';
comment on column trade.toid is 'Total order id of the operation: ledger sequence, transaction and operation in one number.';
comment on column trade.base_amount is 'Amount of the base asset, in stroops.';
comment on column trade.counter_amount is 'Amount of the counter asset, in stroops.';
comment on column trade.price_n is 'Numerator of the price, counter per base.';
comment on column trade.price_d is 'Denominator of the price.';
comment on column trade.base_offer_id is 'Offer of the base side; null for a pool, or when Horizon gave none.';
comment on column trade.counter_offer_id is 'Offer of the counter side; null for a pool, or when Horizon gave none.';
comment on column trade.stored_at is 'When the row was stored, or replaced after a conflict.';
comment on column trade.trade_index is 'Index of the trade in its operation, from 0.';
comment on column trade.trade_pair_id is 'Market.';
comment on column trade.pool_fee_bp is 'Fee of the pool, in basis points; null without a pool, or when Horizon gave none.';
comment on column trade.base_is_seller is 'Whether the base side is the seller, as Horizon defines it.';
comment on column trade.ingested_from is 'How the trade came: s (stream), p (page) or r (repair by the audit).';
comment on column trade.base_account is 'Account of the base side; null when the base side is the pool.';
comment on column trade.counter_account is 'Account of the counter side; null when the counter side is the pool.';
comment on column trade.liquidity_pool_id is 'Pool of the trade; null when two offers traded.';

-- A partition that is created by itself and then attached never blocks readers or writers of trade, as PARTITION OF would.
create function ensure_trade_partition(day date) returns void language plpgsql as $$
declare
    partition text := 'trade_' || to_char(day, 'YYYY_MM_DD');
begin
    if to_regclass(partition) is not null then
        return;
    end if;
    -- Of two sessions that create the same table at once, the second would fail. Attaching takes this lock anyway; it
    -- blocks neither readers nor writers.
    lock table only trade in share update exclusive mode;
    if to_regclass(partition) is not null then
        return;
    end if;
    execute format('create table %I (like trade including all)', partition);
    execute format('alter table trade attach partition %I for values from (%L) to (%L)', partition,
        day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
end
$$;

comment on function ensure_trade_partition is 'Creates the partition of a day (UTC) of trade unless it exists.';

create table change_mark (
    minute         timestamptz not null,
    change_mark_id bigint generated always as identity (cache 100),
    trade_pair_id  integer not null,
    primary key (minute, change_mark_id)
) with (
    -- Dead rows lie right before the next ones to take; they must go soon, however many rows wait.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 100000
);

comment on table change_mark is 'Queue of market-minutes whose trades changed. The transaction that stores trades inserts, aggregator deletes what it takes, newest minutes first. Written by ingester and aggregator.';
comment on column change_mark.minute is 'Start of the minute, inclusive.';
comment on column change_mark.change_mark_id is 'Makes the key unique.';
comment on column change_mark.trade_pair_id is 'Market.';

create table stream_cursor (
    stream       text primary key,
    paging_token text not null,
    updated_at   timestamptz not null default now()
);

comment on table stream_cursor is 'Committed position of each live stream. It moves in the transaction that stores the trades before it. Written by ingester.';
comment on column stream_cursor.stream is 'Name of the stream.';
comment on column stream_cursor.paging_token is 'Paging token of the last stored position, inclusive.';
comment on column stream_cursor.updated_at is 'When the position last moved.';

create table backfill (
    backfill_id   integer generated always as identity primary key,
    upper_token   text not null,
    next_token    text not null,
    upper_at      timestamptz,
    lower_at      timestamptz not null,
    reached_at    timestamptz,
    trades_stored bigint not null default 0,
    started_at    timestamptz not null default now(),
    completed_at  timestamptz
);

comment on table backfill is 'Ranges of history that are paged newest first. Everything from next_token (exclusive) to upper_token (inclusive) is stored. Row 1 begins where the live stream begins; operators request others. Written by ingester.';
comment on column backfill.backfill_id is 'Key.';
comment on column backfill.upper_token is 'Paging token where the backfill began.';
comment on column backfill.next_token is 'Paging token before which the next page ends, exclusive.';
comment on column backfill.upper_at is 'Upper end of a requested range, exclusive; null for the backfill of the first start.';
comment on column backfill.lower_at is 'Lower end of the range, inclusive; the backfill is complete at the first older trade.';
comment on column backfill.reached_at is 'Close time at next_token; null before the first page.';
comment on column backfill.trades_stored is 'Number of trades that were new.';
comment on column backfill.started_at is 'When the backfill was inserted.';
comment on column backfill.completed_at is 'When the backfill was complete; null while it runs.';

create table gap (
    gap_id    integer generated always as identity primary key,
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    reason    text not null,
    found_at  timestamptz not null default now(),
    closed_at timestamptz,
    check (starts_at < ends_at)
);

create unique index gap_open_once on gap (starts_at) where closed_at is null;

comment on table gap is 'Ranges of close time of which trades may be missing. Written by ingester.';
comment on column gap.gap_id is 'Key.';
comment on column gap.starts_at is 'Start of the range, inclusive.';
comment on column gap.ends_at is 'End of the range, exclusive.';
comment on column gap.reason is 'Why trades may be missing.';
comment on column gap.found_at is 'When the gap was found.';
comment on column gap.closed_at is 'When the gap was filled; null while it is open.';

create table retention_watermark (
    only_row     boolean primary key default true check (only_row),
    watermark_at timestamptz not null
);

comment on table retention_watermark is 'The instant before which no trade is stored any more, in one row; older days may be dropped. Written by db-cleaner.';
comment on column retention_watermark.only_row is 'Always true; keeps the table at one row.';
comment on column retention_watermark.watermark_at is 'A midnight (UTC), exclusive: trades that closed earlier are rejected.';

create table rejected_trade (
    rejected_trade_id bigint generated always as identity primary key,
    paging_token      text,
    body              text not null,
    reason            text not null,
    ingested_from     "char" not null,
    rejected_at       timestamptz not null default now(),
    unreadable_by     text,
    body_bytes        bytea,
    acknowledged_at   timestamptz,
    hour              timestamptz
);

-- One row, however often the record comes.
create unique index rejected_trade_once on rejected_trade (coalesce(md5(body_bytes), md5(body)));
create index rejected_trade_by_build on rejected_trade (unreadable_by) where unreadable_by is not null;
create index rejected_trade_by_token on rejected_trade (paging_token) where unreadable_by is not null;
create index rejected_trade_acknowledged on rejected_trade (hour) where acknowledged_at is not null;

comment on table rejected_trade is 'Records of Horizon that could not be read, verbatim, and trades that closed before the retention watermark. Every other build tries an unreadable record again. A row is deleted when its trade arrives in another version, or its hour agrees. Written by ingester, old rows deleted by db-cleaner.';
comment on column rejected_trade.rejected_trade_id is 'Key.';
comment on column rejected_trade.paging_token is 'Paging token of the record; null when it could not be read.';
comment on column rejected_trade.body is 'The record as text; of a record above 64 KiB its first part.';
comment on column rejected_trade.reason is 'Why the record was rejected.';
comment on column rejected_trade.ingested_from is 'How the record came: s (stream), p (page) or r (repair by the audit).';
comment on column rejected_trade.rejected_at is 'When the record first came.';
comment on column rejected_trade.unreadable_by is 'The last build that could not read the record; null for a readable trade that closed before the retention watermark.';
comment on column rejected_trade.body_bytes is 'The record byte by byte when it is no valid text; null otherwise.';
comment on column rejected_trade.acknowledged_at is 'When an operator acknowledged the record; it no longer degrades the health.';
comment on column rejected_trade.hour is 'Start of the hour that the audit counts the record against. Of a record without a position that the audit has not met: of the hour in which it came. Null of others that the audit has not met.';

create table trade_conflict (
    trade_conflict_id bigint generated always as identity primary key,
    toid              bigint not null,
    trade_index       integer not null,
    stored            jsonb not null,
    stored_from       "char",
    stored_at         timestamptz,
    received          jsonb not null,
    received_from     "char" not null,
    received_at       timestamptz not null default now(),
    replaced          boolean not null
);

-- One row, however often the values come.
create unique index trade_conflict_once on trade_conflict (toid, trade_index, md5(received::text));
create index trade_conflict_by_time on trade_conflict (received_at);

comment on table trade_conflict is 'Trades that came twice with different values: both versions, and which one is stored since. History does not change, so one of them is wrong. A page outranks the stream; between two of a kind the first stays. Written by ingester, old rows deleted by db-cleaner.';
comment on column trade_conflict.trade_conflict_id is 'Key.';
comment on column trade_conflict.toid is 'Total order id of the trade''s operation.';
comment on column trade_conflict.trade_index is 'Index of the trade in its operation.';
comment on column trade_conflict.stored is 'The stored version: the columns of trade, with base and counter as CODE:ISSUER. Only the close time of the ledger when the trade itself was not stored.';
comment on column trade_conflict.stored_from is 'ingested_from of the stored version; null when the trade itself was not stored.';
comment on column trade_conflict.stored_at is 'When the stored version was stored; null when the trade itself was not stored.';
comment on column trade_conflict.received is 'The received version, likewise. Only the close time when the ledger''s close time changed.';
comment on column trade_conflict.received_from is 'ingested_from of the received version.';
comment on column trade_conflict.received_at is 'When the received version came.';
comment on column trade_conflict.replaced is 'Whether the received version replaced the stored one.';

-- Times are in UTC whatever the session's time zone, because versions are compared by their text.
create function trade_values(version trade) returns jsonb language sql stable set timezone = 'UTC' as $$
    select to_jsonb(version) - array['trade_pair_id', 'ingested_from', 'stored_at']
        || jsonb_build_object('base', base.code || ':' || base.issuer, 'counter', counter.code || ':' || counter.issuer)
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where trade_pair_id = version.trade_pair_id
$$;

comment on function trade_values is 'Returns a trade as trade_conflict keeps it.';

create function close_time_values(ledger_close_time timestamptz) returns jsonb language sql stable set timezone = 'UTC' as $$
    select jsonb_build_object('ledger_close_time', ledger_close_time)
$$;

comment on function close_time_values is 'Returns a close time as trade_conflict keeps it.';
