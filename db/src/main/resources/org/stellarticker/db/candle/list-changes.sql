-- Lists the changes of candles after a position, with minutes in seconds since 1970.
select candle_change_id, markets,
    array(
        select extract(epoch from minute)::bigint
        from unnest(first_minutes) with ordinality as given (minute, n)
        order by n
    ) as first_seconds,
    array(
        select extract(epoch from minute)::bigint
        from unnest(last_minutes) with ordinality as given (minute, n)
        order by n
    ) as last_seconds
from candle_change
where candle_change_id > ?
order by candle_change_id
limit ?
