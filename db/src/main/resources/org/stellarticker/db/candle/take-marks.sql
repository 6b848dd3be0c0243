-- Takes change marks, newest minutes first.
with newest as (
    select minute, change_mark_id
    from change_mark
    order by minute desc, change_mark_id desc
    limit ?
), taken as (
    delete from change_mark
    using newest
    where (change_mark.minute, change_mark.change_mark_id) = (newest.minute, newest.change_mark_id)
    returning change_mark.minute, change_mark.trade_pair_id
)
select trade_pair_id, (extract(epoch from minute) * 1000000)::bigint as micros, count(*) as marks
from taken
group by trade_pair_id, minute
