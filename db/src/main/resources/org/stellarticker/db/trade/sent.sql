sent as (
    select timestamptz 'epoch' + close_micros * interval '1 microsecond' as ledger_close_time, columns.*
    from unnest(?::bigint[], ?::int[], ${parameters})
        as columns (close_micros, trade_pair_id, ${columns})
)
