-- Sums the revisions of a range's candles of a minute, and of those that a repair emptied.
select count(revision) filter (where there) as candles, coalesce(sum(revision), 0) as revisions
from (
    select revision, true as there
    from candle_1m
    where open_time >= ? and open_time < ?
    union all
    select revision, false
    from emptied_candle
    where interval = '1m' and open_time >= ? and open_time < ?
) as minutes
