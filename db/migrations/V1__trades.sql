-- What the ingester writes: assets, pairs, ledgers, trades, and how far it read.
-- Text that orders assets has C collation: the ticker's orientation of a market is by bytes.

create table asset (
    asset_id           integer generated always as identity primary key,
    type               text not null check (type in ('native', 'credit_alphanum4', 'credit_alphanum12')),
    code               text collate "C" not null,
    issuer             text collate "C" not null, -- 'native' for the native asset
    first_seen_at      timestamptz not null default now(),

    -- As Horizon's /assets lists it; listed_at is null as long as it never did.
    listed_at          timestamptz,
    num_accounts       bigint not null default 0, -- accounts.authorized
    amount             numeric not null default 0, -- balances.authorized, in units
    auth_required      boolean not null default false,
    auth_revocable     boolean not null default false,
    toml_url           text not null default '',

    -- Judged by the issuer's stellar.toml (SEP-1).
    is_valid           boolean not null default false,
    last_valid_at      timestamptz,
    anchor_asset_code  text not null default '',
    anchor_asset_type  text not null default '',

    unique (code, issuer)
);

insert into asset (type, code, issuer, is_valid, last_valid_at, listed_at)
values ('native', 'XLM', 'native', true, now(), now());

-- A market's one stored direction: native first, else the lower CODE:ISSUER is base.
create table trade_pair (
    trade_pair_id    integer generated always as identity primary key,
    base_asset_id    integer not null references asset,
    counter_asset_id integer not null references asset,
    unique (base_asset_id, counter_asset_id),
    check (base_asset_id <> counter_asset_id)
);

-- Written with its trades, so that a second close time for a ledger is a conflict, never a second row of a trade.
create table ledger (
    sequence  bigint primary key,
    closed_at timestamptz not null
);

-- Normalised trades, by day of close time (UTC); partitions are made by PartitionStore. Amounts in stroops,
-- price n/d is counter per base. A side without an account is the liquidity pool.
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
    source            "char" not null, -- s: stream, p: page, r: repair
    base_account      text,
    counter_account   text,
    liquidity_pool_id text,
    primary key (ledger_close_time, toid, trade_index)
) partition by range (ledger_close_time);

create index trade_by_pair on trade (trade_pair_id, ledger_close_time);

-- Makes the partition of a day. Created by itself and attached then, it never locks trade against readers or writers,
-- as PARTITION OF does.
create function ensure_trade_partition(day date) returns void language plpgsql as $$
declare
    partition text := 'trade_' || to_char(day, 'YYYY_MM_DD');
begin
    if to_regclass(partition) is not null then
        return;
    end if;
    -- One at a time: of two that create the same table at once, the second would fail. Attaching takes this lock anyway;
    -- it stops neither readers nor writers.
    lock table only trade in share update exclusive mode;
    if to_regclass(partition) is not null then
        return;
    end if;
    execute format('create table %I (like trade including all)', partition);
    execute format('alter table trade attach partition %I for values from (%L) to (%L)', partition,
        day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
end
$$;

-- How far each stream was read; moves in the transaction that stores what was read.
create table stream_cursor (
    stream       text primary key,
    paging_token text not null,
    updated_at   timestamptz not null default now()
);

-- A stretch of the past, paged newest first: everything from next_token (exclusive) up to upper_token is stored.
create table backfill (
    backfill_id   integer generated always as identity primary key,
    upper_token   text not null,
    next_token    text not null,
    lower_time    timestamptz not null, -- read until a trade is older than this
    reached_time  timestamptz, -- close time at next_token
    trades_stored bigint not null default 0,
    started_at    timestamptz not null default now(),
    completed_at  timestamptz
);

-- Records that could not be read, verbatim; one row however often they come.
create table rejected_trade (
    rejected_trade_id bigint generated always as identity primary key,
    paging_token      text,
    body              text not null,
    reason            text not null,
    source            "char" not null,
    rejected_at       timestamptz not null default now()
);

create unique index rejected_trade_once on rejected_trade (md5(body));

-- A queue: the transaction that stores trades names the market-minutes it touched; the aggregator deletes what it takes,
-- newest minutes first.
create table change_mark (
    minute         timestamptz not null,
    change_mark_id bigint generated always as identity (cache 100),
    trade_pair_id  integer not null,
    primary key (minute, change_mark_id)
) with (
    -- What was taken lies before what is next; it goes soon, however much still waits.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 100000
);

create table order_book (
    trade_pair_id integer primary key references trade_pair,
    bid_count     integer not null,
    bid_volume    numeric not null, -- sum of bid amounts, in counter units
    best_bid_n    bigint,
    best_bid_d    bigint,
    ask_count     integer not null,
    ask_volume    numeric not null, -- sum of price x amount of asks, in counter units
    best_ask_n    bigint,
    best_ask_d    bigint,
    as_of         timestamptz not null
);
