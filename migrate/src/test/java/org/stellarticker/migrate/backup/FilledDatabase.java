package org.stellarticker.migrate.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A migrated database with rows in every table, among them values that are hard to write as text. */
final class FilledDatabase {

    private static final String ROWS = """
            select ensure_trade_partition(day::date) from generate_series(date '2026-11-20', date '2026-11-22', '1 day') day;
            insert into network (passphrase) values ('Test SDF Network ; September 2015');
            insert into issuer (public_key, name, url) values ('GA', E'tab\\there, back\\\\slash, line\\nbreak, \\r', 'a.example'), ('GB', '', '\\N');
            insert into asset (type, code, issuer, issuer_id, amount, is_valid, description, collateral_addresses)
            select 'credit_alphanum4', 'C' || n, 'GA', 2, 12345678901234567890.1234567, true, 'Ünïcödé 😀 ' || n,
                array['a,b', '"quoted"', '', 'null', E'back\\\\slash']
            from generate_series(1, 50) n;
            insert into trade_pair (base_asset_id, counter_asset_id) select 1, asset_id from asset where asset_id > 1;
            insert into toml_fetch (toml_url, linked_from, requested_at, outcome, due_at, body, organisation)
            values ('https://b.example/', null, '2026-11-20 00:00:00.123456+00', 'read', 'infinity', '\\x00ff0a0d5c', '{"a": ["\\u00e9", 1e400, null]}');
            insert into toml_fetch (toml_url, linked_from, requested_at, outcome, due_at)
            values ('https://a.example/', 'https://b.example/', now(), 'failed', now());
            insert into toml_problem values ('https://a.example/', 1, 0, 'kind', 'about');
            insert into asset_toml values (2, 'https://b.example/', 'code', '{}');
            insert into ledger select n, timestamptz '2026-11-20 00:00+00' + n * interval '1 second' from generate_series(1, 20000) n;
            insert into trade (ledger_close_time, toid, base_amount, counter_amount, price_n, price_d, trade_index,
                trade_pair_id, base_is_seller, ingested_from, base_account, counter_account, liquidity_pool_id, pool_fee_bp)
            select closed_at, sequence << 32, 9223372036854775807 - sequence, sequence, 1, 9223372036854775807, i,
                1 + sequence % 50, i = 0, 's', case when i = 0 then 'GA' end, 'GB', case when i = 1 then repeat('f', 64) end, 30
            from ledger, generate_series(0, 4) i;
            insert into change_mark (minute, trade_pair_id) select now(), n from generate_series(1, 150) n;
            delete from change_mark where trade_pair_id <= 140;
            insert into stream_cursor values ('trades', '85899345920000-0');
            insert into backfill (upper_token, next_token, lower_at) values ('9', '1', now());
            insert into gap (starts_at, ends_at, reason) values ('-infinity', now(), 'gone');
            insert into retention_watermark (watermark_at) values (now());
            insert into rejected_trade (body, reason, ingested_from, body_bytes) values ('{', 'why', 'p', '\\xdeadbeef'), ('\\.', '', 's', null);
            insert into trade_conflict (toid, trade_index, stored, received, received_from, replaced)
            values (1, 0, '{"b": 1, "a": 1.10}', '[]', 'p', false);
            insert into dust_floor (floor_stroops) values (1000);
            insert into candle_1m (trade_pair_id, open_time, base_volume, counter_volume, trade_count, open_n, open_d, high_n,
                high_d, low_n, low_d, close_n, close_d, first_toid, last_toid, first_trade_at, last_trade_at, first_index, last_index)
            select 1, closed_at, 1e40 + sequence, 0.0000001, 1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, closed_at, closed_at, 0, 0 from ledger where sequence <= 500;
            insert into candle_1h select * from candle_1m limit 10;
            insert into candle_1d select * from candle_1m limit 1;
            insert into emptied_candle values (1, '1m', now(), 2);
            insert into archived_day values ('2026-11-01', 2, 3, 4, 'hash', 5, 6, 7, now());
            insert into restored_day values ('2026-11-01', 2, now());
            insert into horizon_candle values (1, '1h', now(), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, now());
            insert into horizon_candle_range values (1, '1h', now(), now());
            insert into market_window values (1, 24, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, now(), now(), 0, 0, now());
            insert into market_snapshot values (true, now(), now());
            insert into market_book values (1, 1, 2.5, 1, 3, 0, 0, null, null, now());
            insert into candle_rebuild (starts_at, ends_at, started_at, mismatches) values (now(), now(), now(), 3);
            insert into audit_window (hour, evidence) values (now(), array['page', 'stream']);
            insert into audit_market_window values (now(), 1, 'pending', '{}', '', now());
            insert into audit_market_day values (now(), 1, 24, now());
            insert into order_book values (1, 1, 1, 1, 1, 0, 0, null, null, now());
            insert into order_book_levels values (1, '{1}', '{2}', '{3.5}', '{}', '{}', '{}');
            insert into book_request values (1, 2, now());
            insert into liquidity_pool values (repeat('a', 64), 1, 2, 3, 4, 30, 5, 6, now());
            insert into program_status (program, instance, state, detail, lag_seconds, build) values ('ingester', 'h:1', 'running', '', 0.1, '0.1.0');
            insert into retry_task (kind, key, next_at) values ('audit_hour', '1', now());
            update event_position set position = 2;
            insert into event_log (position, kind, markets, toids, indexes, from_times, to_times)
            values (1, 'window_repaired', '{1,2}', '{4294967296}', '{0}', '{2026-03-01 12:00Z,2026-03-01 12:00Z}',
                    '{2026-03-01 13:00Z,2026-03-01 14:00Z}'),
                (2, 'gap_found', '{}', '{}', '{}', '{}', '{}');
            insert into account (name, stellar_account, created_at) values ('alice', 'GA', now()), ('bob', null, now());
            insert into api_key (account_id, name, secret_hash, prefix, scopes, quota_per_minute, created_at, replaced_by)
            values (1, 'new', '\\xdeadbeef', 'sticker_abcdef', '{read,crawl:write}', 600, now(), null),
                (1, E'old\tone', '\\x00ff', 'sticker_ghijkl', '{}', 1, now(), 1);
            insert into key_usage values (1, now(), 3, 2, 1);
            insert into account_invite (secret_hash, scopes, quota_per_minute, created_at, expires_at, used_at, used_by)
            values ('\\x01', '{read}', 5, now(), now(), now(), 2);
            insert into used_challenge values ('\\x5c0a', now());
            insert into account_audit (at, actor, action, subject, detail) values (now(), 'operator', 'key.revoked', 'key:2', '{"a": 1}');
            insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
            values (1, 'x', 'metadata', '{native,"a,b"}', '{"text": "\\u0000 \\\\N"}', now(), now(), now());
            insert into subscription (account_id, name, type, base, counter, minimum, delivery, url, secret, created_at, changed_at,
                enabled_at, after_event, revision)
            values (1, E'a\\tname', 'trade', 'native', 'USD:G', 1.5, 'webhook', 'https://example.com/', 'whsec_x', now(), now(), now(), 1, 1);
            update subscription_revision set revision = 1;
            insert into sender_position values (true, 2, now(), now(), now(), 7);
            insert into sender_market values (1, now());
            insert into sender_asset values (1, true, false, 'live', 'abc');
            insert into subscription_state values (1, true, now(), now());
            insert into subscription_dropped values (1, 2, now(), now());
            insert into endpoint_state values (1, now(), now(), now(), 'answered 500', null);
            insert into delivery (subscription_id, message, type, trade_pair_id, happened_at, payload, state)
            values (1, 'trade-1-0', 'trade', 1, now(), '{"text": "\\u0000 \\\\N"}', 'dead');
            insert into delivery_count (subscription_id, waiting, replayed) values (1, 3, -1);
            insert into delivery_attempt values (1, 1, now(), 12, null, E'connection\\nreset');
            insert into replay_request (subscription_id, kind, delivery_id, requested_at) values (1, 'replay', 1, now());
            insert into replay_result (request_id, deliveries, done_at) values (1, 1, now());
            insert into published_file values ('markets.json', 'a', now(), now());
            insert into candle_change (markets, first_minutes, last_minutes)
            values ('{1,2}', '{2026-03-01 12:00Z,2026-03-01 12:00Z}', '{2026-03-01 12:00Z,2026-03-01 13:59Z}');
            """;

    private FilledDatabase() {}

    static void fill(String url) {
        execute(url, ROWS);
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the first column of all rows. */
    static List<String> column(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var column = new ArrayList<String>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns all tables that hold the product's rows. */
    static List<String> tables(String url) {
        return column(
                url,
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
                        + " and not relispartition and relname <> 'flyway_schema_history' order by relname");
    }

    /** Returns all rows of a table as text, in order. */
    static List<String> rows(String url, String table) {
        return column(url, "select r::text from " + table + " r order by 1");
    }
}
