-- Copies the audit of a day's hours, over all markets and of single ones.
copy (
    with market as materialized (${markets}), audited as (
        select hour,
            0 as place,
            null as base,
            null as counter,
            state,
            evidence,
            reason,
            trades_read,
            trades_repaired,
            trades_disputed,
            times_read,
            decided_at
        from audit_window
        union all
        select hour, place, base, counter, state, evidence, reason, null, null, null, null, checked_at
        from audit_market_window
        join market using (trade_pair_id)
    )
    select to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        base,
        counter,
        state,
        nullif(array_to_string(evidence, ' '), ''),
        -- A line is a row.
        nullif(translate(reason, E'\n\r', '  '), ''),
        trades_read,
        trades_repaired,
        trades_disputed,
        times_read,
        to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    from audited
    where hour >= current_setting('ticker.day')::timestamptz and hour < current_setting('ticker.next_day')::timestamptz
    order by place, hour
) to stdout (format csv)
