-- Copies a day's trades, sorted by market and time. ticker.day is the day, since a copy takes no parameters.
copy (
    with market as materialized (${markets})
    select toid,
        trade_index,
        to_char(ledger_close_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        base,
        counter,
        base_amount,
        counter_amount,
        price_n,
        price_d,
        case when base_is_seller then 'true' else 'false' end,
        base_account,
        counter_account,
        liquidity_pool_id,
        base_offer_id,
        counter_offer_id,
        pool_fee_bp,
        ingested_from,
        to_char(stored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    from trade
    join market using (trade_pair_id)
    where ledger_close_time >= current_setting('ticker.day')::timestamptz
        and ledger_close_time < current_setting('ticker.next_day')::timestamptz
    order by place, toid, trade_index
) to stdout (format csv)
