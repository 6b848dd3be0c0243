-- Lists messages of a subscription, the newest first.
select *
from delivery
where subscription_id = ?
    and id < ?
    and (?::text is null or state = ?::text)
    and (?::timestamptz is null or happened_at >= ?::timestamptz)
    and (?::timestamptz is null or happened_at < ?::timestamptz)
order by id desc
limit ?
