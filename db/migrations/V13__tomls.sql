-- Assets as today's Horizon lists them, and what became of reading the tomls that their issuers link to.

alter table asset
    add column contract_id               text not null default '',
    add column auth_immutable            boolean not null default false,
    add column auth_clawback_enabled     boolean not null default false,
    -- Trust lines in each state; num_accounts and amount, above, are the authorized ones.
    add column accounts_maintaining      bigint not null default 0, -- authorized to maintain liabilities only
    add column accounts_unauthorized     bigint not null default 0,
    add column balances_maintaining      numeric not null default 0, -- in units, as the others
    add column balances_unauthorized     numeric not null default 0,
    add column claimable_balances        bigint not null default 0,
    add column claimable_balances_amount numeric not null default 0,
    add column liquidity_pools           bigint not null default 0,
    add column liquidity_pools_amount    numeric not null default 0,
    add column contracts                 bigint not null default 0,
    add column contracts_amount          numeric not null default 0,
    -- The toml that last told of it: toml_url, unless the issuer links elsewhere since.
    add column described_by                   text not null default '';

-- A file of the net: a stellar.toml, or a currency's own one that it links to. Each is asked for when it is due, whatever
-- happened to the program since.
create table toml_fetch (
    toml_url      text primary key,
    linked_from   text references toml_fetch on delete cascade, -- null for a stellar.toml
    asked_at      timestamptz not null,
    outcome       text not null, -- read, unchanged, or the kind of failure
    reason        text not null default '', -- of a failure
    failures      integer not null default 0, -- in a row
    absent_since  timestamptz, -- the first of nothing but 404 and 410 since
    due_at        timestamptz not null, -- not asked for again before

    -- The last good reading.
    read_at       timestamptz, -- when it was last known to be so
    body          bytea,
    etag          text not null default '',
    last_modified text not null default '',
    organisation  jsonb, -- SEP-1's words of the organisation and its services
    principals    jsonb,
    validators    jsonb
);

create index toml_reading_due on toml_fetch (due_at);

-- What is wrong with a toml that was read all the same: docs/tomls.md names the kinds.
create table toml_problem (
    toml_url text not null references toml_fetch on delete cascade,
    position integer not null,
    line     integer not null, -- 0 when it is no line's fault
    kind     text not null,
    about    text not null,
    primary key (toml_url, position)
);

-- What a toml tells of an asset, all of it, also of one that only a template or a link names. The columns of asset hold
-- what the former ticker told of those named by their code.
create table asset_toml (
    asset_id integer primary key references asset,
    toml_url text not null,
    named_by text not null check (named_by in ('code', 'template', 'link')),
    entry    jsonb not null -- SEP-1's words of a currency
);
