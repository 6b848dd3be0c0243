-- The legacy ticker's trades, with no more columns than its summaries need, so that a row is as short as can be.
create table legacy_trade (
    ledger_close_time timestamptz not null,
    toid              bigint not null,
    base_asset_id     integer not null,
    counter_asset_id  integer not null,
    trade_index       integer not null,
    base_amount       double precision not null, -- units
    counter_amount    double precision not null,
    price             double precision not null -- base units per counter unit
);
