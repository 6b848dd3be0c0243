-- What accounts subscribed to, and what is delivered to them.

create table subscription_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);

comment on table subscription_revision is 'The revision of the last change of subscription, in one row. Its lock makes revisions follow the order of commits. Written by graphql-server.';
comment on column subscription_revision.only_row is 'Always true; keeps the table at one row.';
comment on column subscription_revision.revision is 'Revision of the newest change; 0 before the first.';

insert into subscription_revision (revision) values (0);

create table subscription (
    id                    bigint generated always as identity primary key,
    account_id            bigint not null references account,
    name                  text not null,
    type                  text not null,
    base                  text,
    counter               text,
    asset                 text,
    code                  text,
    domain                text,
    candle_interval       text,
    minimum               numeric,
    level                 numeric,
    direction             text check (direction in ('above', 'below')),
    hysteresis            numeric,
    seconds               integer,
    delivery              text not null check (delivery in ('webhook', 'stream')),
    url                   text not null default '',
    ordered               boolean not null default false,
    active                boolean not null default true,
    paused_at             timestamptz,
    pause_reason          text not null default '',
    secret                text not null default '',
    previous_secret       text not null default '',
    previous_secret_until timestamptz,
    created_at            timestamptz not null,
    changed_at            timestamptz not null,
    enabled_at            timestamptz not null,
    ends_at               timestamptz,
    deleted_at            timestamptz,
    after_event           bigint not null,
    revision              bigint not null unique
);

create index subscription_by_account on subscription (account_id, id);

comment on table subscription is 'What an account wants to be notified of, and where. Written by graphql-server, deleted ones removed by db-cleaner.';
comment on column subscription.id is 'Key.';
comment on column subscription.account_id is 'Owner.';
comment on column subscription.name is 'Name that the owner gave; may be empty.';
comment on column subscription.type is 'trade, candle, price, volume, spread, new_market, new_asset, asset, feed, gap or audit.';
comment on column subscription.base is 'Base of the market in the direction that was asked for, such as native or CODE:ISSUER; null for all markets.';
comment on column subscription.counter is 'Counter of the market; null for all markets.';
comment on column subscription.asset is 'Asset that a new market must have, null for any; asset whose changes are reported.';
comment on column subscription.code is 'Code that a new asset must have; null for any.';
comment on column subscription.domain is 'Domain of the stellar.toml that a new asset must have; null for any.';
comment on column subscription.candle_interval is 'Interval of the candles: 1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M; null for other types.';
comment on column subscription.minimum is 'Smallest base amount of a trade, in units, null for all trades; base volume that is to be exceeded; spread that is to be exceeded, in percent of the price between bid and ask.';
comment on column subscription.level is 'Price that is to be crossed, counter per base; null for other types.';
comment on column subscription.direction is 'Whether the price is to rise above the level or to fall below it; null for other types.';
comment on column subscription.hysteresis is 'How far the price must come back before it can cross again, in percent of the level; null for other types.';
comment on column subscription.seconds is 'Length of the window of a volume or spread, or age at which the feed is stale; null for other types.';
comment on column subscription.delivery is 'webhook or stream.';
comment on column subscription.url is 'Address of the webhook; empty for a stream.';
comment on column subscription.ordered is 'Whether a delivery waits until the one before it was received or given up.';
comment on column subscription.active is 'Whether the owner wants deliveries now.';
comment on column subscription.paused_at is 'When an operator paused it; null unless one did. It gets nothing until an operator resumes it, whatever active says.';
comment on column subscription.pause_reason is 'Why the operator paused it, for its owner; may be empty.';
comment on column subscription.secret is 'Secret that signs webhooks: whsec_ and Base64; empty for a stream.';
comment on column subscription.previous_secret is 'Secret before the last rotation, which also signs until previous_secret_until; empty without one.';
comment on column subscription.previous_secret_until is 'Until when the previous secret signs; null without one.';
comment on column subscription.created_at is 'When the subscription was made; candles that closed earlier are not delivered.';
comment on column subscription.changed_at is 'When the owner last changed it.';
comment on column subscription.enabled_at is 'When the owner last enabled it, or gave it another address; the sender disables an endpoint that fails for days.';
comment on column subscription.ends_at is 'When the subscription ends; null for never.';
comment on column subscription.deleted_at is 'When the owner deleted it; null while it is there.';
comment on column subscription.after_event is 'Position of event_log when the subscription was made; nothing up to it is delivered.';
comment on column subscription.revision is 'Number of the last change of this row, over all rows, in the order of commits.';

create table sender_position (
    only_row       boolean primary key default true check (only_row),
    event_position bigint not null,
    candles_to     timestamptz not null,
    audited_to     timestamptz not null,
    listed_to      timestamptz not null,
    market_id      integer not null
);

comment on table sender_position is 'Up to where events were matched with subscriptions, in one row; written in the transaction of the deliveries. Written by webhook-sender.';
comment on column sender_position.only_row is 'Always true; keeps the table at one row.';
comment on column sender_position.event_position is 'Position of the last event of event_log that was matched.';
comment on column sender_position.candles_to is 'End of the last minute whose candles were matched.';
comment on column sender_position.audited_to is 'Latest decision of an hour''s audit that was matched.';
comment on column sender_position.listed_to is 'Latest listing of an asset that was matched.';
comment on column sender_position.market_id is 'Largest trade_pair_id that was there at the first start, or later while nobody subscribed to anything; those markets are not new.';

create table sender_market (
    trade_pair_id integer primary key,
    announced_at  timestamptz not null
);

comment on table sender_market is 'Markets that were announced as new. Written by webhook-sender.';
comment on column sender_market.trade_pair_id is 'Market.';
comment on column sender_market.announced_at is 'When it was announced.';

create table sender_asset (
    asset_id  integer primary key,
    is_valid  boolean not null,
    is_listed boolean not null,
    status    text not null,
    toml_hash text not null
);

comment on table sender_asset is 'Assets that somebody subscribed to, as they were when last compared. Written by webhook-sender.';
comment on column sender_asset.asset_id is 'Asset.';
comment on column sender_asset.is_valid is 'Whether it was valid.';
comment on column sender_asset.is_listed is 'Whether it was listed.';
comment on column sender_asset.status is 'status of its currency.';
comment on column sender_asset.toml_hash is 'MD5 of its currency entry; empty without one.';

create table subscription_state (
    subscription_id bigint primary key references subscription on delete cascade,
    beyond          boolean not null,
    changed_at      timestamptz not null,
    since           timestamptz
);

comment on table subscription_state is 'Whether what a subscription watches is beyond its bound: a price, a volume, a spread, the age of the feed. Written by webhook-sender.';
comment on column subscription_state.subscription_id is 'Subscription.';
comment on column subscription_state.beyond is 'True after a crossing, until the value has come back.';
comment on column subscription_state.changed_at is 'When it changed: the close time of a trade, or the time of the check.';
comment on column subscription_state.since is 'Since when each order book that was seen had a larger spread than the bound; null while it is within, and for other types.';

create table endpoint_state (
    subscription_id bigint primary key references subscription on delete cascade,
    received_at     timestamptz,
    failing_since   timestamptz,
    failed_at       timestamptz,
    problem         text not null default '',
    disabled_at     timestamptz
);

comment on table endpoint_state is 'How a webhook''s receiver answers. Written by webhook-sender.';
comment on column endpoint_state.subscription_id is 'Subscription.';
comment on column endpoint_state.received_at is 'When the receiver last took a delivery; null when never.';
comment on column endpoint_state.failing_since is 'Since when every attempt failed; null while the last one succeeded. Begins anew with the first failure after the owner enabled it or changed its address.';
comment on column endpoint_state.failed_at is 'When an attempt last failed; null when none did.';
comment on column endpoint_state.problem is 'Why the last attempt failed; empty while the last one succeeded.';
comment on column endpoint_state.disabled_at is 'When the endpoint was disabled for failing too long; counts until the owner enables it again.';

create table subscription_dropped (
    subscription_id bigint primary key references subscription on delete cascade,
    messages        bigint not null,
    first_at        timestamptz not null,
    last_at         timestamptz not null
);

comment on table subscription_dropped is 'Messages that were not stored because too many were there already. Written by webhook-sender.';
comment on column subscription_dropped.subscription_id is 'Subscription.';
comment on column subscription_dropped.messages is 'How many since the subscription was made.';
comment on column subscription_dropped.first_at is 'When the first one was dropped.';
comment on column subscription_dropped.last_at is 'When the last one was dropped.';

create table delivery (
    id              bigint generated always as identity primary key,
    subscription_id bigint not null references subscription on delete cascade,
    message         text not null,
    type            text not null,
    trade_pair_id   integer,
    happened_at     timestamptz not null,
    payload         text not null,
    state           text not null check (state in ('waiting', 'delivered', 'dead', 'streamed')),
    attempts        integer not null default 0,
    tries           integer not null default 0,
    next_at         timestamptz,
    created_at      timestamptz not null default now(),
    finished_at     timestamptz,
    unique (subscription_id, message)
);

create index delivery_in_order on delivery (subscription_id, id);
create index delivery_due on delivery (subscription_id, next_at, id) where state = 'waiting';
create index delivery_first on delivery (subscription_id, id) where state = 'waiting';
create index delivery_by_time on delivery (created_at);

comment on table delivery is 'Messages to subscribers: waiting, and those of the past. Written by webhook-sender, old rows deleted by db-cleaner.';
comment on column delivery.id is 'Key; ascending in the order of what happened for each subscription.';
comment on column delivery.subscription_id is 'Subscription.';
comment on column delivery.message is 'What happened, once a subscription: the same event gives the same text, also when it is matched twice. The webhook-id is msg_, the subscription and this.';
comment on column delivery.type is 'Type of the message: that of the subscription, or test.';
comment on column delivery.trade_pair_id is 'Market concerned; null without one.';
comment on column delivery.happened_at is 'When it happened.';
comment on column delivery.payload is 'Body of the message: JSON, signed and sent byte by byte.';
comment on column delivery.state is 'waiting (to be sent), delivered, dead (given up; may be replayed) or streamed (kept for streams, never sent).';
comment on column delivery.attempts is 'Number of attempts, replays included.';
comment on column delivery.tries is 'Number of attempts since the delivery was made or replayed; says when the next one is.';
comment on column delivery.next_at is 'When the next attempt is due; null when none is.';
comment on column delivery.created_at is 'When the row was inserted.';
comment on column delivery.finished_at is 'When it was delivered or given up; null before.';

create table delivery_count (
    id              bigint generated always as identity primary key,
    subscription_id bigint not null references subscription on delete cascade,
    waiting         bigint not null,
    replayed        bigint not null
);

create index delivery_count_by_subscription on delivery_count (subscription_id);

comment on table delivery_count is 'How many messages wait: the sum of the rows of each subscription, for counting a million takes a second. Each change of which wait adds a row, so that no program waits for another; the rows are summed up now and then. Written by webhook-sender, and by db-cleaner with what it deletes.';
comment on column delivery_count.id is 'Key.';
comment on column delivery_count.subscription_id is 'Subscription.';
comment on column delivery_count.waiting is 'Messages more that wait since they were made; below 0 for fewer.';
comment on column delivery_count.replayed is 'Messages more that wait because of a replay; below 0 for fewer.';

create table delivery_attempt (
    delivery_id  bigint not null references delivery on delete cascade,
    attempt      integer not null,
    attempted_at timestamptz not null,
    millis       integer not null,
    status       integer,
    problem      text not null,
    primary key (delivery_id, attempt)
);

comment on table delivery_attempt is 'Each attempt to deliver, with its answer. Written by webhook-sender.';
comment on column delivery_attempt.delivery_id is 'Delivery.';
comment on column delivery_attempt.attempt is 'Number of the attempt, from 1.';
comment on column delivery_attempt.attempted_at is 'When it began.';
comment on column delivery_attempt.millis is 'How long it took, in milliseconds.';
comment on column delivery_attempt.status is 'HTTP status of the answer; null without an answer.';
comment on column delivery_attempt.problem is 'Why it failed; empty when it succeeded.';

create table replay_request (
    id              bigint generated always as identity primary key,
    subscription_id bigint not null references subscription on delete cascade,
    kind            text not null check (kind in ('test', 'replay')),
    delivery_id     bigint,
    from_time       timestamptz,
    to_time         timestamptz,
    requested_at    timestamptz not null
);

comment on table replay_request is 'Test deliveries and replays that owners asked for. Written by graphql-server, old rows deleted by db-cleaner.';
comment on column replay_request.id is 'Key.';
comment on column replay_request.subscription_id is 'Subscription.';
comment on column replay_request.kind is 'test: a new delivery that says so; replay: dead and delivered ones once more.';
comment on column replay_request.delivery_id is 'The delivery to replay; null for a range.';
comment on column replay_request.from_time is 'Start of the range of happened_at, inclusive; null without a range.';
comment on column replay_request.to_time is 'End of the range, exclusive; null without a range.';
comment on column replay_request.requested_at is 'When it was asked for.';

create table replay_result (
    number     bigint generated always as identity primary key,
    request_id bigint not null references replay_request on delete cascade,
    deliveries bigint not null,
    up_to      bigint,
    done_at    timestamptz not null,
    unique nulls not distinct (request_id, up_to)
);

comment on table replay_result is 'Parts of replay requests that are done; a request waits until its last part is. Written by webhook-sender.';
comment on column replay_result.number is 'Ascending in the order of commits.';
comment on column replay_result.request_id is 'Request.';
comment on column replay_result.deliveries is 'Number of deliveries that this part made or set waiting again.';
comment on column replay_result.up_to is 'Last delivery of this part, after which the next part begins; null for the last part.';
comment on column replay_result.done_at is 'When it was done.';
