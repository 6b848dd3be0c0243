-- Liquidity pools of known assets, as Horizon told them last. Amounts in stroops.

create table liquidity_pool (
    pool_id          text collate "C" primary key,
    base_asset_id    integer not null references asset,
    counter_asset_id integer not null references asset,
    base_reserve     bigint not null,
    counter_reserve  bigint not null,
    fee_bp           integer not null, -- hundredths of a percent
    total_shares     bigint not null,
    trustlines       bigint not null,
    as_of            timestamptz not null
);

create index liquidity_pool_by_pair on liquidity_pool (base_asset_id, counter_asset_id);
