-- What ingester and aggregator leave in the database, as of 2026-08-29T20:00:00.5Z: a bank's USD, another issuer's USDx
-- that stands for it, and an asset that is not valid.
insert into issuer (public_key, name, url, toml_url, federation_server, auth_server, transfer_server, web_auth_endpoint,
    deposit_server, org_twitter)
values ('GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'Bank "of" <Ä>', 'https://bank.example',
        'https://bank.example/.well-known/stellar.toml', 'https://f', 'https://a', 'https://t', 'https://w',
        'https://d', 'bank'),
    ('GBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', '', '', '', '', '', '', '', '', ''),
    ('GCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC', '', '', 'https://old.example/.well-known/stellar.toml', '', '', '', '', '', '');

insert into asset (type, code, issuer, issuer_id, listed_at, num_accounts, amount, auth_required, auth_revocable, toml_url,
    is_valid, last_valid_at, anchor_asset_code, anchor_asset_type, asset_controlled_by_domain, name, description,
    conditions, display_decimals, fixed_number, max_number, is_unlimited, is_asset_anchored, redemption_instructions,
    collateral_addresses, collateral_address_signatures, countries, status)
select type, code, issuer, issuer_id, '2026-08-01', num_accounts, amount, auth_required, false, toml_url, is_valid,
    '2026-08-29', anchor, anchor_type, controlled, asset_name, description, conditions, decimals, fixed, most, unlimited,
    anchored, redemption, addresses, signatures, countries, status
from (
    values ('credit_alphanum4', 'USD', 'GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 1234,
            922337203685477.5807000, true, true, '', 'fiat', true, 'Dollar', 'A promise', 'none', 2,
            9223372036854775807, 100, true, true, 'ask', array['1a', '2b'], array['s1', 's2'], 'US', 'live'),
        ('credit_alphanum4', 'USDx', 'GBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', 10, 0.0000005, false,
            true, 'USD', '', false, '', '', '', 0, 0, 0, false, false, '', '{}', '{}', '', ''),
        ('credit_alphanum4', 'OLD', 'GCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC', 10, 5, false, false, '',
            '', false, '', '', '', 0, 0, 0, false, false, '', '{}', '{}', '', '')
) as described (type, code, issuer, num_accounts, amount, auth_required, is_valid, anchor, anchor_type, controlled,
    asset_name, description, conditions, decimals, fixed, most, unlimited, anchored, redemption, addresses, signatures,
    countries, status)
join issuer on public_key = issuer;

-- The bank's toml has faults, its corn's one, too; OLD's is a page of HTML.
insert into toml_fetch (toml_url, linked_from, requested_at, outcome, reason, due_at, fetched_at)
values ('https://bank.example/.well-known/stellar.toml', null, '2026-08-29T19:00:00Z', 'unreachable', 'found status 500',
        '2026-08-29T21:00:00Z', '2026-08-28T19:00:00.5Z'),
    ('https://bank.example/corn.toml', 'https://bank.example/.well-known/stellar.toml', '2026-08-29T19:00:00Z', 'read', '',
        '2026-08-29T21:00:00Z', '2026-08-29T19:00:00Z'),
    ('https://old.example/.well-known/stellar.toml', null, '2026-08-29T18:00:00Z', 'unreadable', 'a page of HTML',
        '2026-08-30T00:00:00Z', null);

insert into toml_problem (toml_url, position, line, kind, about)
values ('https://bank.example/corn.toml', 1, 3, 'no_value', 'desc'),
    ('https://bank.example/.well-known/stellar.toml', 1, 15, 'unclosed_text', 'desc = "of two'),
    ('https://bank.example/.well-known/stellar.toml', 2, 0, 'wrong_kind', 'fixed_number');

insert into trade_pair (base_asset_id, counter_asset_id)
select base.asset_id, counter.asset_id
from asset base, asset counter
where (base.code, counter.code) in (('XLM', 'USD'), ('XLM', 'USDx'), ('XLM', 'OLD'), ('USD', 'USDx'));

create temporary view named as
select trade_pair_id, base.code || '/' || counter.code as name
from trade_pair
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id;

-- Prices n/d are counter per base: as they are told, 1/2 is 2.
insert into market_window (trade_pair_id, window_hours, base_volume, counter_volume, trade_count, open_n, open_d, high_n,
    high_d, low_n, low_d, close_n, close_d, first_toid, last_toid, first_trade_at, last_trade_at, first_index,
    last_index, expires_at)
select trade_pair_id, hours, base, counter, trades, open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d, toid,
    toid + 10, first_time, last_time, 0, 0, 'infinity'
from named
join (
    values ('XLM/USD', 24, 1000000000, 255000000, 3, 1, 4, 1, 2, 1, 5, 1, 3, 100, timestamptz '2026-08-29T01:02:03Z',
            timestamptz '2026-08-29T19:59:59Z'),
        ('XLM/USDx', 24, 1, 1, 1, 100000000, 1, 100000000, 1, 100000000, 1, 100000000, 1, 50, '2026-08-29T01:00:00Z',
            '2026-08-29T01:00:00Z'),
        ('USD/USDx', 24, 1234567890123456789, 30000000000000000000000000000, 2, 1, 7, 1, 7, 1, 2000000000, 1,
            2000000000, 70, '2026-08-29T02:00:00Z', '2026-08-29T03:00:00Z'),
        ('XLM/OLD', 24, 10, 10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10, '2026-08-29T02:00:00Z', '2026-08-29T03:00:00Z'),
        ('XLM/USD', 168, 2000000000, 500000000, 5, 1, 4, 1, 2, 1, 5, 1, 3, 20, '2026-08-23T01:02:03Z',
            '2026-08-29T19:59:59Z')
) as traded (name, hours, base, counter, trades, open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d, toid,
    first_time, last_time) using (name);

insert into order_book (trade_pair_id, bid_count, bid_volume, best_bid_n, best_bid_d, ask_count, ask_volume, best_ask_n,
    best_ask_d, as_of)
select trade_pair_id, bids, bid_volume, bid_n, bid_d, asks, ask_volume, ask_n, ask_d, '2026-08-29T19:00:00Z'
from named
join (
    values ('XLM/USD', 2, 10.5, 1, 4, 3, 20.25, 1, 2),
        ('XLM/USDx', 1, 7, 1, 8, 0, 0, null, null)
) as offered (name, bids, bid_volume, bid_n, bid_d, asks, ask_volume, ask_n, ask_d) using (name);

insert into market_snapshot (as_of, changed_at) values ('2026-08-29T20:00:00.5Z', '2026-08-29T19:59:59Z');
