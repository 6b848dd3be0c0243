-- Appends which minutes of which markets were made anew, and signals it. Minutes are given in seconds since 1970.
with appended as (
    insert into candle_change (markets, first_minutes, last_minutes)
    select ?::integer[],
        array(
            select to_timestamp(seconds)
            from unnest(?::bigint[]) with ordinality as given (seconds, n)
            order by n
        ),
        array(
            select to_timestamp(seconds)
            from unnest(?::bigint[]) with ordinality as given (seconds, n)
            order by n
        )
)
select pg_notify(?, '')
