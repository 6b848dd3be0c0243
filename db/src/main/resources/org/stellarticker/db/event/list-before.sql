-- Lists the events before a position, of one kind and market or all, in a range of time, the newest first.
select event_log.*,
    array(
        select extract(epoch from start)::bigint
        from unnest(from_times) with ordinality as given (start, n)
        order by n
    ) as from_seconds,
    array(
        select extract(epoch from finish)::bigint
        from unnest(to_times) with ordinality as given (finish, n)
        order by n
    ) as to_seconds
from event_log
where position < ?
    and (?::text is null or kind = ?::text)
    and (?::integer is null or ?::integer = any(markets))
    and (?::timestamptz is null or happened_at >= ?::timestamptz)
    and (?::timestamptz is null or happened_at < ?::timestamptz)
order by position desc
limit ?
