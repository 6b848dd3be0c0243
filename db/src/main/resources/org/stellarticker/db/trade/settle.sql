-- Records received trades that are stored with other values, and replaces those that the received version outranks.
-- Returns the new conflicts and those that replaced a trade.
with ${sent}, differing as (
    select sent.*,
        received_from,
        stored.ingested_from as stored_from,
        stored.stored_at,
        stored.trade_pair_id as stored_pair_id,
        stored.ingested_from = 's' and received_from <> 's' as replaces,
        trade_values(stored.version) as stored_version,
        trade_values(jsonb_populate_record(null::trade, to_jsonb(sent))) as received_version
    from sent
    cross join (select ?::"char" as received_from) as way
    cross join lateral (
        select trade.*, trade as version
        from trade
        where (trade.ledger_close_time, trade.toid, trade.trade_index)
            = (sent.ledger_close_time, sent.toid, sent.trade_index)
        -- Forces one key look-up for each trade; a join would read all stored trades.
        offset 0
    ) as stored
    where (sent.trade_pair_id, sent.base_amount, sent.counter_amount, sent.price_n, sent.price_d, sent.base_is_seller,
            sent.base_account, sent.counter_account, sent.liquidity_pool_id)
        is distinct from (stored.trade_pair_id, stored.base_amount, stored.counter_amount, stored.price_n,
            stored.price_d, stored.base_is_seller, stored.base_account, stored.counter_account,
            stored.liquidity_pool_id)
        -- Records may omit fee and offers: an omitted value is no conflict.
        or sent.pool_fee_bp <> stored.pool_fee_bp
        or sent.base_offer_id <> stored.base_offer_id
        or sent.counter_offer_id <> stored.counter_offer_id
), kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, received, received_from, replaced)
    select toid, trade_index, stored_version, stored_from, stored_at, received_version, received_from, replaces
    from differing
    on conflict do nothing
    returning toid, trade_index, replaced
), replaced as (
    update trade
    set trade_pair_id = differing.trade_pair_id,
        ${updates},
        ingested_from = differing.received_from,
        stored_at = now()
    from differing
    where differing.replaces
        and (trade.ledger_close_time, trade.toid, trade.trade_index)
            = (differing.ledger_close_time, differing.toid, differing.trade_index)
), marked as (
    insert into change_mark (minute, trade_pair_id)
    select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), touched.trade_pair_id
    from differing
    -- Both markets, when the versions name different ones.
    cross join lateral (values (differing.trade_pair_id), (stored_pair_id)) as touched (trade_pair_id)
    where replaces
)
select toid, trade_index, replaces as replaced, ledger_close_time, array[stored_pair_id, trade_pair_id] as markets
from differing
left join kept using (toid, trade_index)
where replaces or kept.toid is not null
order by toid, trade_index
