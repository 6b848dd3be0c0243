-- Views for people who analyse the data: codes and issuers, amounts in units, decimal prices.

create view readable_trade as
select trade.ledger_close_time as closed_at,
    trade.toid || '-' || trade.trade_index as trade_id,
    base.code as base_code,
    base.issuer as base_issuer,
    counter.code as counter_code,
    counter.issuer as counter_issuer,
    trade.base_amount * 0.0000001 as base_amount,
    trade.counter_amount * 0.0000001 as counter_amount,
    trade.price_n::numeric / trade.price_d as price,
    trade.base_is_seller,
    trade.base_account,
    trade.counter_account,
    trade.liquidity_pool_id,
    case trade.ingested_from when 's' then 'stream' when 'p' then 'page' else 'repair' end as ingested_from
from trade
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id;

comment on view readable_trade is 'Trades for people. Each market has one direction. Filter by closed_at, which selects the partitions.';
comment on column readable_trade.closed_at is 'Close time of the trade''s ledger.';
comment on column readable_trade.trade_id is 'Id of the trade, as Horizon''s.';
comment on column readable_trade.base_code is 'Code of the base asset; XLM for the native asset.';
comment on column readable_trade.base_issuer is 'Issuer of the base asset; native for the native asset.';
comment on column readable_trade.counter_code is 'Code of the counter asset.';
comment on column readable_trade.counter_issuer is 'Issuer of the counter asset.';
comment on column readable_trade.base_amount is 'Amount of the base asset, in units.';
comment on column readable_trade.counter_amount is 'Amount of the counter asset, in units.';
comment on column readable_trade.price is 'Price, counter per base, as a decimal.';
comment on column readable_trade.base_is_seller is 'Whether the base side is the seller, as Horizon defines it.';
comment on column readable_trade.base_account is 'Account of the base side; null when the base side is the pool.';
comment on column readable_trade.counter_account is 'Account of the counter side; null when the counter side is the pool.';
comment on column readable_trade.liquidity_pool_id is 'Pool of the trade; null when two offers traded.';
comment on column readable_trade.ingested_from is 'How the trade came: stream, page or repair.';

create view readable_candle as
select candle.interval,
    candle.open_time,
    candle.close_time,
    base.code as base_code,
    base.issuer as base_issuer,
    counter.code as counter_code,
    counter.issuer as counter_issuer,
    candle.open_n::numeric / candle.open_d as open,
    candle.high_n::numeric / candle.high_d as high,
    candle.low_n::numeric / candle.low_d as low,
    candle.close_n::numeric / candle.close_d as close,
    candle.ex_dust_open_n::numeric / candle.ex_dust_open_d as ex_dust_open,
    candle.ex_dust_high_n::numeric / candle.ex_dust_high_d as ex_dust_high,
    candle.ex_dust_low_n::numeric / candle.ex_dust_low_d as ex_dust_low,
    candle.ex_dust_close_n::numeric / candle.ex_dust_close_d as ex_dust_close,
    candle.base_volume * 0.0000001 as base_volume,
    candle.counter_volume * 0.0000001 as counter_volume,
    candle.counter_volume / nullif(candle.base_volume, 0) as vwap,
    candle.trade_count,
    candle.dust_count
from (
    select '1m' as interval, open_time + interval '1 minute' as close_time, candle_1m.* from candle_1m
    union all
    select '1h', open_time + interval '1 hour', candle_1h.* from candle_1h
    union all
    select '1d', open_time + interval '24 hours', candle_1d.* from candle_1d
) as candle
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id;

comment on view readable_candle is 'Candles from trades for people. Intervals without a trade have no row. Filter by interval, which selects one table.';
comment on column readable_candle.interval is '1m, 1h or 1d.';
comment on column readable_candle.open_time is 'Start of the interval, inclusive.';
comment on column readable_candle.close_time is 'End of the interval, exclusive.';
comment on column readable_candle.base_code is 'Code of the base asset; XLM for the native asset.';
comment on column readable_candle.base_issuer is 'Issuer of the base asset; native for the native asset.';
comment on column readable_candle.counter_code is 'Code of the counter asset.';
comment on column readable_candle.counter_issuer is 'Issuer of the counter asset.';
comment on column readable_candle.open is 'First price, counter per base, as a decimal.';
comment on column readable_candle.high is 'Highest price.';
comment on column readable_candle.low is 'Lowest price.';
comment on column readable_candle.close is 'Last price.';
comment on column readable_candle.ex_dust_open is 'First price of trades without dust; null when all trades are dust.';
comment on column readable_candle.ex_dust_high is 'Highest price of trades without dust.';
comment on column readable_candle.ex_dust_low is 'Lowest price of trades without dust.';
comment on column readable_candle.ex_dust_close is 'Last price of trades without dust.';
comment on column readable_candle.base_volume is 'Sum of the base amounts, in units.';
comment on column readable_candle.counter_volume is 'Sum of the counter amounts, in units.';
comment on column readable_candle.vwap is 'Volume-weighted average price: counter_volume per base_volume; null without base volume.';
comment on column readable_candle.trade_count is 'Number of trades.';
comment on column readable_candle.dust_count is 'Number of trades that are dust: an amount is below dust_floor.';

create view readable_market as
select stats.window_hours,
    snapshot.as_of,
    base.code as base_code,
    base.issuer as base_issuer,
    counter.code as counter_code,
    counter.issuer as counter_issuer,
    base.is_valid and counter.is_valid as is_valid,
    stats.open_n::numeric / stats.open_d as open,
    stats.high_n::numeric / stats.high_d as high,
    stats.low_n::numeric / stats.low_d as low,
    stats.close_n::numeric / stats.close_d as close,
    stats.base_volume * 0.0000001 as base_volume,
    stats.counter_volume * 0.0000001 as counter_volume,
    stats.counter_volume / nullif(stats.base_volume, 0) as vwap,
    stats.trade_count,
    stats.last_trade_at,
    book.best_bid_n::numeric / book.best_bid_d as best_bid,
    book.best_ask_n::numeric / book.best_ask_d as best_ask,
    book.as_of as order_book_as_of
from market_window as stats
cross join market_snapshot as snapshot
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
left join order_book as book using (trade_pair_id);

comment on view readable_market is 'Statistics of each market that traded in the last 24 hours and 7 days, for people. Filter by window_hours.';
comment on column readable_market.window_hours is 'Length of the window in hours: 24 or 168.';
comment on column readable_market.as_of is 'End of the window.';
comment on column readable_market.base_code is 'Code of the base asset; XLM for the native asset.';
comment on column readable_market.base_issuer is 'Issuer of the base asset; native for the native asset.';
comment on column readable_market.counter_code is 'Code of the counter asset.';
comment on column readable_market.counter_issuer is 'Issuer of the counter asset.';
comment on column readable_market.is_valid is 'Whether both assets are valid; only such markets are in markets.json.';
comment on column readable_market.open is 'First price, counter per base, as a decimal.';
comment on column readable_market.high is 'Highest price.';
comment on column readable_market.low is 'Lowest price.';
comment on column readable_market.close is 'Last price.';
comment on column readable_market.base_volume is 'Sum of the base amounts, in units.';
comment on column readable_market.counter_volume is 'Sum of the counter amounts, in units.';
comment on column readable_market.vwap is 'Volume-weighted average price: counter_volume per base_volume; null without base volume.';
comment on column readable_market.trade_count is 'Number of trades.';
comment on column readable_market.last_trade_at is 'Close time of the latest trade.';
comment on column readable_market.best_bid is 'Highest bid; null without a bid or an order book.';
comment on column readable_market.best_ask is 'Lowest ask; null without an ask or an order book.';
comment on column readable_market.order_book_as_of is 'When Horizon gave the order book; null without one.';
