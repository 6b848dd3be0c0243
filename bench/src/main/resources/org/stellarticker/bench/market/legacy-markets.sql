-- The legacy server's query of markets, as its authors wrote it: one scan of the window's trades, by exact pairs. It need not
-- join the sums of order books.
select base.code || ':' || base.issuer || ' / ' || counter.code || ':' || counter.issuer as "tradePair",
    sum(base_amount) as "baseVolume", sum(counter_amount) as "counterVolume", count(*) as "tradeCount",
    (array_agg(price order by toid, trade_index))[1] as open, min(price) as low, max(price) as high,
    (array_agg(price order by toid desc, trade_index desc))[1]
        - (array_agg(price order by toid, trade_index))[1] as change,
    (array_agg(price order by toid desc, trade_index desc))[1] as close,
    min(ledger_close_time) as "firstLedgerCloseTime", max(ledger_close_time) as "lastLedgerCloseTime"
from legacy_trade
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
where base.is_valid and counter.is_valid and ledger_close_time > timestamptz '${after}' and ${filter}
group by base.code, base.issuer, counter.code, counter.issuer
