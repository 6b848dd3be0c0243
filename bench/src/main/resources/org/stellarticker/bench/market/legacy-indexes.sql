-- By time with all that the summaries need, so that the table itself need not be read; and by the order of trades.
create index on legacy_trade (ledger_close_time)
    include (base_asset_id, counter_asset_id, toid, trade_index, base_amount, counter_amount, price);
create index on legacy_trade (base_asset_id, counter_asset_id, ledger_close_time);
create unique index on legacy_trade (toid, trade_index) include (price, ledger_close_time);
