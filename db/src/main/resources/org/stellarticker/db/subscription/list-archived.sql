-- Lists messages of an account over its subscriptions that are there, the newest first: of each the newest ones, and of these
-- the newest.
select found.*
from subscription
cross join lateral (
    select *
    from delivery
    where subscription_id = subscription.id
        and id < ?
        and (?::text is null or type = ?::text)
        and (?::integer is null or trade_pair_id = ?::integer)
        and (?::text is null or state = ?::text)
        and (?::timestamptz is null or happened_at >= ?::timestamptz)
        and (?::timestamptz is null or happened_at < ?::timestamptz)
    order by id desc
    limit ?
) as found
where account_id = ? and deleted_at is null
order by found.id desc
limit ?
