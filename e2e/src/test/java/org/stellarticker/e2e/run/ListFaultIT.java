package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.Database;

/**
 * Runs against a simulated market, whose lists of assets and pools and whose order books have records that are wrong each
 * time: each costs itself, and all others are stored as they truly are. No ledger closes meanwhile, so that both can be
 * compared.
 */
@Tag("long")
@Tag("faults")
class ListFaultIT {

    private static final Logger log = LoggerFactory.getLogger(ListFaultIT.class);

    private static final int OF_EACH = 3;

    /** Kinds that stay, and kinds that pass. */
    private static final List<String> STAYING =
            List.of("bad_asset", "bad_pool", "bad_level", "huge_level", "other_book");

    private static final List<String> PASSING = List.of("asset_ahead", "pool_ahead");

    private static final Map<String, String> STILL = Map.of(
            "SANDBOX_HISTORY_TRADES", "20000",
            "SANDBOX_TRADES_PER_SECOND", "0",
            "SANDBOX_LEDGER_SECONDS", "3600",
            "ASSET_INTERVAL", "5s",
            "ORDERBOOK_INTERVAL", "5s");

    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void eachBadRecordOfAListCostsItself_andAllOthersAreStoredAsTheyAre() throws Exception {
        var settings = new TreeMap<>(STILL);
        settings.put("SANDBOX_FAULTS", plan().toString());
        try (var ticker = RunningTicker.demo(folder, settings);
                var database = ticker.database()) {
            var truth = new SandboxState(ticker);
            await("all faults are injected").atMost(SOON).untilAsserted(() -> {
                JsonNode kinds = truth.faults().get("kinds");
                assertThat(Stream.concat(STAYING.stream(), PASSING.stream()))
                        .allSatisfy(kind ->
                                assertThat(kinds.path(kind).asInt()).as(kind).isEqualTo(OF_EACH));
            });
            log.info("faults {}", truth.faults());

            awaitAssets(truth, database);
            awaitPools(truth, database);
            awaitBooks(truth, database);
        }
    }

    private Path plan() throws Exception {
        String staying =
                STAYING.stream().map(kind -> kind + " " + OF_EACH + " stays").collect(Collectors.joining("\n"));
        String passing = PASSING.stream().map(kind -> kind + " " + OF_EACH).collect(Collectors.joining("\n"));
        return Files.writeString(
                folder.resolve("plan.txt"), "seed 7\nrequests 4\nrecords 6\n" + staying + "\n" + passing + "\n");
    }

    private static void awaitAssets(SandboxState truth, Database database) throws Exception {
        Map<String, JsonNode> all = truth.list("/assets");
        Set<String> bad = truth.staying("bad_asset");
        List<String> expected = all.entrySet().stream()
                .filter(asset -> !bad.contains(asset.getKey()))
                .map(Map.Entry::getValue)
                .filter(ListFaultIT::isListed)
                .map(asset -> Stream.of(
                                "asset_code",
                                "asset_issuer",
                                "accounts/authorized",
                                "balances/authorized",
                                "flags/auth_required",
                                "flags/auth_revocable",
                                "flags/auth_immutable",
                                "num_liquidity_pools")
                        .map(member -> asset.at("/" + member).asText())
                        .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
        assertThat(expected).hasSizeGreaterThan(10);
        await("the assets")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(sorted(database, """
                select concat_ws(' ', code, issuer, num_accounts, to_char(amount, 'FM999999999999999990.0000000'),
                    auth_required::text, auth_revocable::text, auth_immutable::text, liquidity_pools)
                from asset
                where listed_at is not null and type <> 'native'
                """)).isEqualTo(expected));
    }

    /** The rule of the legacy ticker. */
    private static boolean isListed(JsonNode asset) {
        int accounts = asset.at("/accounts/authorized").asInt();
        boolean hasToml = asset.at("/_links/toml/href").asText().startsWith("https://");
        return accounts >= 10
                && asset.at("/balances/authorized").asDouble() > 0
                && (accounts >= 100 || hasToml)
                && !asset.get("asset_code").asText().equals("REMOVE");
    }

    private static void awaitPools(SandboxState truth, Database database) throws Exception {
        Set<String> bad = truth.staying("bad_pool");
        Map<String, JsonNode> all = truth.list("/liquidity_pools");
        await("the pools").atMost(SOON).untilAsserted(() -> {
            var known = Set.copyOf(sorted(database, """
                    select case type when 'native' then 'native' else code || ':' || issuer end from asset
                    """));
            List<String> expected = all.values().stream()
                    .filter(pool -> !bad.contains(pool.get("id").asText()))
                    .filter(pool -> known.containsAll(pool.get("reserves").findValuesAsText("asset")))
                    .map(ListFaultIT::pool)
                    .sorted()
                    .toList();
            assertThat(expected).hasSizeGreaterThan(10);
            assertThat(sorted(database, """
                    select concat_ws(' ', pool_id, fee_bp, total_shares, trustlines,
                        (select string_agg(asset || '=' || amount, ' ' order by asset collate "C")
                        from (values (base.code, base.issuer, base.type, base_reserve),
                                (counter.code, counter.issuer, counter.type, counter_reserve)) as side (code, issuer, type, amount),
                            lateral (select case type when 'native' then 'native' else code || ':' || issuer end as asset) as named))
                    from liquidity_pool
                    join asset base on base.asset_id = base_asset_id
                    join asset counter on counter.asset_id = counter_asset_id
                    """)).isEqualTo(expected);
        });
    }

    private static String pool(JsonNode pool) {
        var reserves = new TreeMap<String, String>();
        pool.get("reserves")
                .forEach(reserve ->
                        reserves.put(reserve.get("asset").asText(), SandboxState.stroops(reserve.get("amount"))));
        return Stream.concat(
                        Stream.of(
                                pool.get("id").asText(),
                                pool.get("fee_bp").asText(),
                                SandboxState.stroops(pool.get("total_shares")),
                                pool.get("total_trustlines").asText()),
                        reserves.entrySet().stream().map(reserve -> reserve.getKey() + "=" + reserve.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static void awaitBooks(SandboxState truth, Database database) throws Exception {
        Set<String> bad = truth.stayingBooks("bad_level");
        Set<String> huge = truth.stayingBooks("huge_level");
        Set<String> other = truth.stayingBooks("other_book");
        var expected = new TreeMap<String, List<String>>();
        for (String market : sorted(database, """
                select concat_ws('/', case base.type when 'native' then 'native' else base.code || ':' || base.issuer end,
                    counter.code || ':' || counter.issuer)
                from market_window
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where window_hours = 168 and base.is_valid and counter.is_valid
                """)) {
            int end = market.indexOf('/');
            var levels = new ArrayList<>(truth.book(market.substring(0, end), market.substring(end + 1)));
            if (bad.contains(market)) {
                levels.removeFirst();
            } else if (huge.contains(market)) {
                levels.set(
                        0,
                        levels.getFirst()
                                .replaceFirst("[0-9]+$", BigInteger.TWO.pow(64).toString()));
            }
            if (!other.contains(market)) {
                expected.put(market, levels);
            }
        }
        assertThat(expected)
                .hasSizeGreaterThan(10)
                .containsKeys(Stream.concat(bad.stream(), huge.stream()).toArray(String[]::new));
        await("the order books")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(books(database)).isEqualTo(expected));
    }

    private static Map<String, List<String>> books(Database database) {
        var books = new TreeMap<String, List<String>>();
        database.snapshot(tx -> tx.list("""
                select concat_ws('/', case base.type when 'native' then 'native' else base.code || ':' || base.issuer end,
                        counter.code || ':' || counter.issuer) as market,
                    bid_n::text[], bid_d::text[], bid_amount::text[], ask_n::text[], ask_d::text[], ask_amount::text[]
                from order_book_levels
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                """, row -> {
            var levels = new ArrayList<String>();
            for (String side : List.of("bid", "ask")) {
                String[] n = (String[]) row.getArray(side + "_n").getArray();
                String[] d = (String[]) row.getArray(side + "_d").getArray();
                String[] amount = (String[]) row.getArray(side + "_amount").getArray();
                IntStream.range(0, n.length)
                        .mapToObj(i -> side + " " + n[i] + "/" + d[i] + " " + amount[i])
                        .forEach(levels::add);
            }
            return books.put(row.getString("market"), levels) == null;
        }));
        return books;
    }

    private static List<String> sorted(Database database, String sql) {
        return database.<List<String>>snapshot(tx -> tx.list(sql, row -> row.getString(1))).stream()
                .sorted()
                .toList();
    }
}
