-- What issuers tell of themselves and of their assets in their stellar.toml (SEP-1), as the former ticker told it on.
-- Texts that were not told are empty, numbers 0.

create table issuer (
    issuer_id         integer generated always as identity primary key,
    public_key        text collate "C" not null unique, -- 'native' for the native asset
    name              text not null default '', -- ORG_NAME and so on, as SEP-1 has them
    url               text not null default '',
    toml_url          text not null default '', -- as Horizon's /assets links it
    federation_server text not null default '',
    auth_server       text not null default '',
    transfer_server   text not null default '',
    web_auth_endpoint text not null default '',
    deposit_server    text not null default '',
    org_twitter       text not null default ''
);

-- The lumen has no toml; the former ticker told this of it.
insert into issuer (public_key, name, url, org_twitter)
values ('native', 'Stellar Development Foundation', 'http://stellar.org', 'https://twitter.com/stellarorg');

insert into issuer (public_key, toml_url)
select distinct on (issuer) issuer, toml_url
from asset
where listed_at is not null and type <> 'native'
order by issuer, listed_at desc;

alter table asset
    add column issuer_id                     integer references issuer, -- null as long as it was never listed
    -- The toml is the issuer's own, and its ORG_URL, if given, lies on the same domain.
    add column asset_controlled_by_domain    boolean not null default false,
    -- Of the toml's [[CURRENCIES]].
    add column name                          text not null default '',
    add column description                   text not null default '',
    add column conditions                    text not null default '',
    add column display_decimals              integer not null default 0,
    add column fixed_number                  bigint not null default 0,
    add column max_number                    bigint not null default 0,
    add column is_unlimited                  boolean not null default false,
    add column is_asset_anchored             boolean not null default false,
    add column redemption_instructions       text not null default '',
    add column collateral_addresses          text[] not null default '{}',
    add column collateral_address_signatures text[] not null default '{}',
    add column countries                     text not null default '',
    add column status                        text not null default '';

update asset
set issuer_id = issuer.issuer_id
from issuer
where issuer.public_key = asset.issuer and asset.listed_at is not null;

update asset
set asset_controlled_by_domain = true, name = 'Stellar Lumens', display_decimals = 7
where type = 'native';
