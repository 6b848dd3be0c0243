-- Lists messages of all subscriptions that are there, the newest first.
select delivery.*
from delivery
where id < ?
    and (?::text is null or type = ?::text)
    and (?::integer is null or trade_pair_id = ?::integer)
    and (?::text is null or state = ?::text)
    and (?::timestamptz is null or happened_at >= ?::timestamptz)
    and (?::timestamptz is null or happened_at < ?::timestamptz)
    and exists (select from subscription where subscription.id = subscription_id and deleted_at is null)
order by id desc
limit ?
