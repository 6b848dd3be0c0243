-- Lists the events after a position, of one market or all, with hours in seconds since 1970.
select event_log.*,
    ${hours}
from event_log
where position > ? and (?::integer is null or ?::integer = any(markets))
order by position
limit ?
