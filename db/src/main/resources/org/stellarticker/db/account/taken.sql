-- What was taken of the quotas of a key's account in this minute, of keys that ended since too, and its largest quota.
with minute as (
    select date_trunc('minute', now(), 'UTC') as minute
), taken as (
    select api_key.id, quota_per_minute, granted,
        revoked_at is null and (expires_at is null or expires_at > now()) as usable
    from minute
    cross join api_key
    left join key_usage on key_id = api_key.id and key_usage.minute = minute.minute
    where account_id = (select account_id from api_key where id = ?)
)
select minute,
    (select coalesce(granted, 0) from taken where id = ?) as granted,
    (select coalesce(sum(granted), 0) from taken) as together,
    (select coalesce(max(quota_per_minute), 0) from taken where usable) as quota,
    ceil(1000 * extract(epoch from minute + interval '1 minute' - clock_timestamp()))::bigint as ends
from minute
