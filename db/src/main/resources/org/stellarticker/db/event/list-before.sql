-- Lists the events before a position, of one kind and market or all, in a range of time, the newest first.
select event_log.*,
    ${hours}
from event_log
where position < ?
    and (?::text is null or kind = ?::text)
    and (?::integer is null or ?::integer = any(markets))
    and (?::timestamptz is null or happened_at >= ?::timestamptz)
    and (?::timestamptz is null or happened_at < ?::timestamptz)
order by position desc
limit ?
