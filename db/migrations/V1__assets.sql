-- The network, its assets and issuers, and the markets between assets.
-- Text that orders assets has C collation, because a market's stored direction is decided by bytes.

create table network (
    only_row      boolean primary key default true check (only_row),
    passphrase    text not null,
    first_seen_at timestamptz not null default now()
);

comment on table network is 'The Stellar network of all stored data, in one row. Trade ids of two networks must not mix. Written by ingester.';
comment on column network.only_row is 'Always true; keeps the table at one row.';
comment on column network.passphrase is 'Passphrase of the network.';
comment on column network.first_seen_at is 'When the first start stored the passphrase.';

create table issuer (
    issuer_id         integer generated always as identity primary key,
    public_key        text collate "C" not null unique,
    name              text not null default '',
    url               text not null default '',
    toml_url          text not null default '',
    federation_server text not null default '',
    auth_server       text not null default '',
    transfer_server   text not null default '',
    web_auth_endpoint text not null default '',
    deposit_server    text not null default '',
    org_twitter       text not null default ''
);

comment on table issuer is 'Issuers of assets that were ever listed, with the organisation from their stellar.toml (SEP-1). A missing text is empty. Row 1 is the issuer of the native asset. Written by ingester.';
comment on column issuer.issuer_id is 'Key.';
comment on column issuer.public_key is 'Account id of the issuer; native for the native asset.';
comment on column issuer.name is 'ORG_NAME.';
comment on column issuer.url is 'ORG_URL.';
comment on column issuer.toml_url is 'Address of the stellar.toml, as Horizon''s /assets links it.';
comment on column issuer.federation_server is 'FEDERATION_SERVER.';
comment on column issuer.auth_server is 'AUTH_SERVER.';
comment on column issuer.transfer_server is 'TRANSFER_SERVER.';
comment on column issuer.web_auth_endpoint is 'WEB_AUTH_ENDPOINT.';
comment on column issuer.deposit_server is 'DEPOSIT_SERVER.';
comment on column issuer.org_twitter is 'ORG_TWITTER.';

-- The native asset has no stellar.toml; the legacy ticker published these values.
insert into issuer (public_key, name, url, org_twitter)
values ('native', 'Stellar Development Foundation', 'http://stellar.org', 'https://twitter.com/stellarorg');

create table asset (
    asset_id                      integer generated always as identity primary key,
    type                          text not null check (type in ('native', 'credit_alphanum4', 'credit_alphanum12')),
    code                          text collate "C" not null,
    issuer                        text collate "C" not null,
    first_seen_at                 timestamptz not null default now(),

    -- From Horizon's /assets.
    issuer_id                     integer references issuer,
    listed_at                     timestamptz,
    num_accounts                  bigint not null default 0,
    amount                        numeric not null default 0,
    accounts_maintaining          bigint not null default 0,
    balances_maintaining          numeric not null default 0,
    accounts_unauthorized         bigint not null default 0,
    balances_unauthorized         numeric not null default 0,
    claimable_balances            bigint not null default 0,
    claimable_balances_amount     numeric not null default 0,
    liquidity_pools               bigint not null default 0,
    liquidity_pools_amount        numeric not null default 0,
    contracts                     bigint not null default 0,
    contracts_amount              numeric not null default 0,
    auth_required                 boolean not null default false,
    auth_revocable                boolean not null default false,
    auth_immutable                boolean not null default false,
    auth_clawback_enabled         boolean not null default false,
    contract_id                   text not null default '',
    toml_url                      text not null default '',

    -- From the issuer's stellar.toml (SEP-1).
    is_valid                      boolean not null default false,
    last_valid_at                 timestamptz,
    described_by                  text not null default '',
    asset_controlled_by_domain    boolean not null default false,
    anchor_asset_code             text not null default '',
    anchor_asset_type             text not null default '',
    is_asset_anchored             boolean not null default false,
    display_decimals              integer not null default 0,
    name                          text not null default '',
    description                   text not null default '',
    conditions                    text not null default '',
    fixed_number                  bigint not null default 0,
    max_number                    bigint not null default 0,
    is_unlimited                  boolean not null default false,
    redemption_instructions       text not null default '',
    collateral_addresses          text[] not null default '{}',
    collateral_address_signatures text[] not null default '{}',
    countries                     text not null default '',
    status                        text not null default '',

    unique (code, issuer)
);

comment on table asset is 'Every asset that was ever listed or traded. Row 1 is the native asset. A missing text is empty, a missing number is 0. Written by ingester.';
comment on column asset.asset_id is 'Key.';
comment on column asset.type is 'native, credit_alphanum4 or credit_alphanum12.';
comment on column asset.code is 'Asset code; XLM for the native asset.';
comment on column asset.issuer is 'Account id of the issuer; native for the native asset.';
comment on column asset.first_seen_at is 'When the row was inserted.';
comment on column asset.issuer_id is 'Issuer; null before the asset is first listed.';
comment on column asset.listed_at is 'When the asset was put on the list; null while it is not listed.';
comment on column asset.num_accounts is 'Authorized trust lines (accounts.authorized).';
comment on column asset.amount is 'Sum of the authorized balances, in units (balances.authorized).';
comment on column asset.accounts_maintaining is 'Trust lines authorized to maintain liabilities only.';
comment on column asset.balances_maintaining is 'Sum of the balances of these trust lines, in units.';
comment on column asset.accounts_unauthorized is 'Trust lines that are not authorized.';
comment on column asset.balances_unauthorized is 'Sum of the balances of these trust lines, in units.';
comment on column asset.claimable_balances is 'Number of claimable balances.';
comment on column asset.claimable_balances_amount is 'Sum of the claimable balances, in units.';
comment on column asset.liquidity_pools is 'Number of liquidity pools that hold the asset.';
comment on column asset.liquidity_pools_amount is 'Sum of the amounts in liquidity pools, in units.';
comment on column asset.contracts is 'Number of contracts that hold the asset.';
comment on column asset.contracts_amount is 'Sum of the amounts in contracts, in units.';
comment on column asset.auth_required is 'Issuer flag AUTH_REQUIRED.';
comment on column asset.auth_revocable is 'Issuer flag AUTH_REVOCABLE.';
comment on column asset.auth_immutable is 'Issuer flag AUTH_IMMUTABLE.';
comment on column asset.auth_clawback_enabled is 'Issuer flag AUTH_CLAWBACK_ENABLED.';
comment on column asset.contract_id is 'Id of the asset''s Stellar Asset Contract; empty when Horizon names none.';
comment on column asset.toml_url is 'Address of the issuer''s stellar.toml, as Horizon''s /assets links it.';
comment on column asset.is_valid is 'Whether the asset is listed and its stellar.toml names it.';
comment on column asset.last_valid_at is 'When the asset was last found valid; null if it never was.';
comment on column asset.described_by is 'Address of the stellar.toml that last described the asset; differs from toml_url when the issuer has linked another one since.';
comment on column asset.asset_controlled_by_domain is 'Whether the stellar.toml is the issuer''s own and its ORG_URL, if given, is on the same domain.';
comment on column asset.anchor_asset_code is 'anchor_asset of the currency.';
comment on column asset.anchor_asset_type is 'anchor_asset_type of the currency.';
comment on column asset.is_asset_anchored is 'is_asset_anchored of the currency.';
comment on column asset.display_decimals is 'display_decimals of the currency.';
comment on column asset.name is 'name of the currency.';
comment on column asset.description is 'desc of the currency.';
comment on column asset.conditions is 'conditions of the currency.';
comment on column asset.fixed_number is 'fixed_number of the currency, in units.';
comment on column asset.max_number is 'max_number of the currency, in units.';
comment on column asset.is_unlimited is 'is_unlimited of the currency.';
comment on column asset.redemption_instructions is 'redemption_instructions of the currency.';
comment on column asset.collateral_addresses is 'collateral_addresses of the currency.';
comment on column asset.collateral_address_signatures is 'collateral_address_signatures of the currency.';
comment on column asset.countries is 'countries of the currency.';
comment on column asset.status is 'status of the currency: live, dead, test or private.';

insert into asset (type, code, issuer, issuer_id, is_valid, last_valid_at, listed_at, asset_controlled_by_domain, name,
    display_decimals)
select 'native', 'XLM', 'native', issuer_id, true, now(), now(), true, 'Stellar Lumens', 7
from issuer
where public_key = 'native';

create table asset_list (
    only_row   boolean primary key default true check (only_row),
    changed_at timestamptz not null default clock_timestamp()
);

insert into asset_list default values;

comment on table asset_list is 'When the valid assets last changed, in one row. Written by ingester.';
comment on column asset_list.only_row is 'Always true; keeps the table at one row.';
comment on column asset_list.changed_at is 'When a listed asset or its issuer last changed; each change has another instant.';

create table toml_fetch (
    toml_url        text primary key,
    linked_from     text references toml_fetch on delete cascade,
    requested_at    timestamptz not null,
    outcome         text not null,
    reason          text not null default '',
    failures        integer not null default 0,
    first_absent_at timestamptz,
    due_at          timestamptz not null,

    -- The last good result.
    fetched_at      timestamptz,
    body            bytea,
    etag            text not null default '',
    last_modified   text not null default '',
    organisation    jsonb,
    principals      jsonb,
    validators      jsonb
);

create index toml_fetch_due on toml_fetch (due_at);

comment on table toml_fetch is 'The last fetch and the last good content of each stellar.toml, and of each file that a stellar.toml links for one currency. Written by ingester.';
comment on column toml_fetch.toml_url is 'Address of the file.';
comment on column toml_fetch.linked_from is 'The stellar.toml that links the file; null for a stellar.toml.';
comment on column toml_fetch.requested_at is 'When the file was last requested.';
comment on column toml_fetch.outcome is 'Result of the last request: read, unchanged, or the kind of failure.';
comment on column toml_fetch.reason is 'Reason of the failure; empty after a success.';
comment on column toml_fetch.failures is 'Number of failures in a row.';
comment on column toml_fetch.first_absent_at is 'First of the answers 404 or 410 that came in a row up to now; null when the last answer was another one.';
comment on column toml_fetch.due_at is 'When the file is requested again, at the earliest.';
comment on column toml_fetch.fetched_at is 'When body was last known to be current; null when the file was never fetched.';
comment on column toml_fetch.body is 'The file, byte by byte.';
comment on column toml_fetch.etag is 'ETag of body; empty when the server sent none.';
comment on column toml_fetch.last_modified is 'Last-Modified of body; empty when the server sent none.';
comment on column toml_fetch.organisation is 'SEP-1 fields of the organisation and its services.';
comment on column toml_fetch.principals is 'SEP-1 list PRINCIPALS.';
comment on column toml_fetch.validators is 'SEP-1 list VALIDATORS.';

create table toml_problem (
    toml_url text not null references toml_fetch on delete cascade,
    position integer not null,
    line     integer not null,
    kind     text not null,
    about    text not null,
    primary key (toml_url, position)
);

comment on table toml_problem is 'Problems of a fetched stellar.toml that did not stop it from being used. docs/tomls.md lists the kinds. Written by ingester.';
comment on column toml_problem.toml_url is 'Address of the file.';
comment on column toml_problem.position is 'Number of the problem in its file, from 1.';
comment on column toml_problem.line is 'Line number, from 1; 0 when the problem belongs to no line.';
comment on column toml_problem.kind is 'Kind of the problem.';
comment on column toml_problem.about is 'The field or value concerned.';

create table asset_toml (
    asset_id integer primary key references asset,
    toml_url text not null,
    named_by text not null check (named_by in ('code', 'template', 'link')),
    entry    jsonb not null
);

comment on table asset_toml is 'The whole currency entry of a stellar.toml for an asset, also when only a template or a link names the asset. The columns of asset hold the part that the legacy ticker published. Written by ingester.';
comment on column asset_toml.asset_id is 'Asset.';
comment on column asset_toml.toml_url is 'Address of the file that has the entry.';
comment on column asset_toml.named_by is 'How the entry names the asset: by its code, by code_template, or by a link to a file of its own.';
comment on column asset_toml.entry is 'SEP-1 fields of the currency.';

create table trade_pair (
    trade_pair_id    integer generated always as identity primary key,
    base_asset_id    integer not null references asset,
    counter_asset_id integer not null references asset,
    unique (base_asset_id, counter_asset_id),
    check (base_asset_id <> counter_asset_id)
);

comment on table trade_pair is 'Every market that ever traded, in its one stored direction: the native asset is the base, else the asset whose CODE:ISSUER is lower in byte order. Written by ingester.';
comment on column trade_pair.trade_pair_id is 'Key.';
comment on column trade_pair.base_asset_id is 'Base asset.';
comment on column trade_pair.counter_asset_id is 'Counter asset; prices are amounts of it per unit of the base.';
