-- Accounts, their keys and quotas, invites, challenges of sign-ins, and what was changed of all that.

create table account (
    id              bigint generated always as identity primary key,
    name            text not null unique,
    stellar_account text unique,
    created_at      timestamptz not null,
    disabled_at     timestamptz
);

comment on table account is 'Users with keys. Written by graphql-server, also by the command ticker account.';
comment on column account.id is 'Account.';
comment on column account.name is 'Name that the operator or the user chose: lower-case letters, digits, hyphens and points.';
comment on column account.stellar_account is 'Account of the network (G...) that signs in; null without one.';
comment on column account.created_at is 'When the account was created.';
comment on column account.disabled_at is 'When an operator disabled it: no key of it is accepted from then on. Null while it is enabled.';

create table api_key (
    id               bigint generated always as identity primary key,
    account_id       bigint not null references account (id),
    name             text not null,
    secret_hash      bytea not null unique,
    prefix           text not null,
    scopes           text[] not null,
    quota_per_minute integer not null check (quota_per_minute > 0),
    created_at       timestamptz not null,
    expires_at       timestamptz,
    revoked_at       timestamptz,
    last_used_at     timestamptz,
    replaced_by      bigint references api_key (id) on delete set null
);

create index api_key_by_account on api_key (account_id, id);
create index api_key_by_replacement on api_key (replaced_by) where replaced_by is not null;

comment on table api_key is 'Keys of accounts. Written by graphql-server; db-cleaner deletes those that ended long ago.';
comment on column api_key.id is 'Key.';
comment on column api_key.account_id is 'Account that it belongs to.';
comment on column api_key.name is 'What its owner calls it.';
comment on column api_key.secret_hash is 'SHA-256 of the key; the key itself is stored nowhere.';
comment on column api_key.prefix is 'First characters of the key, by which its owner knows it.';
comment on column api_key.scopes is 'What it allows: read, subscribe, crawl:write, crawl:read, admin.';
comment on column api_key.quota_per_minute is 'Requests that it may make in a minute.';
comment on column api_key.created_at is 'When it was created.';
comment on column api_key.expires_at is 'When it ends; null when it does not.';
comment on column api_key.revoked_at is 'When it was revoked; null when it was not.';
comment on column api_key.last_used_at is 'When it was used last, to the minute; null before the first use.';
comment on column api_key.replaced_by is 'Key that replaced it by a rotation; null when none did.';

create table key_usage (
    key_id  bigint not null references api_key (id) on delete cascade,
    minute  timestamptz not null,
    granted integer not null,
    used    integer not null,
    refused integer not null,
    primary key (key_id, minute)
);

create index key_usage_by_minute on key_usage (minute);

comment on table key_usage is 'Requests with a key in each minute, of all servers together. Written by graphql-server in batches, old rows deleted by db-cleaner.';
comment on column key_usage.key_id is 'Key.';
comment on column key_usage.minute is 'Start of the minute, inclusive.';
comment on column key_usage.granted is 'Requests that servers took from the quota ahead, never more than the quota.';
comment on column key_usage.used is 'Requests that were answered.';
comment on column key_usage.refused is 'Requests beyond the quota.';

create table account_invite (
    id               bigint generated always as identity primary key,
    secret_hash      bytea not null unique,
    scopes           text[] not null,
    quota_per_minute integer not null check (quota_per_minute > 0),
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    used_at          timestamptz,
    used_by          bigint references account (id)
);

create index account_invite_by_account on account_invite (used_by) where used_by is not null;

comment on table account_invite is 'Invites to sign up. Written by graphql-server; db-cleaner deletes those that ended long ago.';
comment on column account_invite.id is 'Invite.';
comment on column account_invite.secret_hash is 'SHA-256 of its text, which is stored nowhere.';
comment on column account_invite.scopes is 'What the keys of the account may allow.';
comment on column account_invite.quota_per_minute is 'Requests that each of its keys may make in a minute.';
comment on column account_invite.created_at is 'When it was created.';
comment on column account_invite.expires_at is 'When it ends.';
comment on column account_invite.used_at is 'When an account was made by it; null before.';
comment on column account_invite.used_by is 'Account that was made by it; null before.';

create table used_challenge (
    hash       bytea primary key,
    expires_at timestamptz not null
);

create index used_challenge_by_time on used_challenge (expires_at);

comment on table used_challenge is 'Challenges of SEP-10 that were answered, so that none is accepted twice. Written by graphql-server, old rows deleted by db-cleaner.';
comment on column used_challenge.hash is 'Hash of the transaction.';
comment on column used_challenge.expires_at is 'When the challenge ends; from then on nobody accepts it.';

create table account_audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text not null,
    action  text not null,
    subject text not null,
    detail  jsonb not null
);

create index account_audit_by_subject on account_audit (subject, id);
create index account_audit_by_time on account_audit (at);

comment on table account_audit is 'Every change of accounts, keys, quotas, subscriptions and deliveries. Written by graphql-server in the transaction of the change; rows are never changed, old ones deleted by db-cleaner.';
comment on column account_audit.id is 'Position, in the order of the changes.';
comment on column account_audit.at is 'When it was changed.';
comment on column account_audit.actor is 'Who changed it: operator, or account:NAME/key:ID.';
comment on column account_audit.action is 'What was done, such as key.revoked.';
comment on column account_audit.subject is 'What it was done to, such as account:3 or key:12.';
comment on column account_audit.detail is 'More about it; never a secret.';
