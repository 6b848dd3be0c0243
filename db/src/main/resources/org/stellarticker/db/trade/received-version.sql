trade_values(row (sent.ledger_close_time, sent.toid, sent.base_amount, sent.counter_amount, sent.price_n,
            sent.price_d, sent.base_offer_id, sent.counter_offer_id, null, sent.trade_index, sent.trade_pair_id,
            sent.pool_fee_bp, sent.base_is_seller, null, sent.base_account, sent.counter_account,
            sent.liquidity_pool_id)::trade)
