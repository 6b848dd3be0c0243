-- Decides the pending hours of a span that was read without a break.
update audit_window
set state = case when trades_disputed > 0 then 'disagreed' when trades_repaired > 0 then 'repaired' else 'agreed' end,
    -- For an hour of the backfill only the audit's pages are counted yet.
    trades_read = case
        when hour <= ? then (
            select count(*)
            from trade
            where ledger_close_time >= audit_window.hour
                and ledger_close_time < audit_window.hour + interval '1 hour')
        else trades_read
    end,
    evidence = array_remove(array[
        case when hour <= ? then 'backfill' end,
        case when hour + interval '1 hour' > ? then 'pages' end], null),
    times_read = times_read + 1,
    decided_at = ?
where state = 'pending' and hour >= ? and hour <= ?::timestamptz - interval '1 hour'
    -- An hour in a gap is not proven.
    and not exists (
        select from gap
        where closed_at is null
            and starts_at < audit_window.hour + interval '1 hour'
            and ends_at > audit_window.hour)
    -- An hour that is to be read again is decided then.
    and not exists (
        select from retry_task
        where kind = ? and key = to_char(audit_window.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
returning *
