package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.AssetStatusStore;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.TomlFetch;
import org.stellarticker.ingester.Hostile;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.publichttp.TrustedOrigins;

class AssetRoundIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();
    private final Map<String, String> tomls = new ConcurrentHashMap<>();
    /** Replaces the response of a domain. */
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private final IngesterMetrics metrics = new IngesterMetrics(new SimpleMeterRegistry());
    private final Horizon horizon =
            new Horizon(List.of(source.url()), RequestBudget.perHour(0), Clock.systemUTC(), metrics);
    private final TomlClient client =
            new TomlClient(TrustedOrigins.parse("https://*.sandbox.example=" + source.url()), Optional.empty());
    private final TestClock clock = new TestClock(NOON);
    private final Progress listing = new Progress("assets", clock);
    private final Progress progress = new Progress("tomls", clock);
    private final TomlRound tomlRound =
            new TomlRound(client, database.database(), Duration.ofHours(1), progress, clock, metrics);
    private final AssetRound round = new AssetRound(
            horizon, horizon, tomlRound, database.database(), new WorkContext(listing, clock, new Stop()), metrics);
    private volatile List<String> records = List.of();

    @BeforeEach
    void serve() {
        database.clear();
        source.serve(
                "/assets",
                exchange -> answer(
                                200,
                                Map.of(),
                                "{\"_links\": {}, \"_embedded\": {\"records\": ["
                                        + (exchange.getRequestURI().getQuery().contains("cursor")
                                                ? ""
                                                : String.join(",", records))
                                        + "]}}")
                        .handle(exchange));
        source.serve("/.well-known/stellar.toml", exchange -> {
            String host = exchange.getRequestHeaders().getFirst("Host");
            fetched.add(host);
            String toml = tomls.get(host);
            String validators = toml == null ? "" : "\"" + toml.hashCode() + "\"";
            boolean had = validators.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            int status = statuses.getOrDefault(host, toml == null ? 404 : had ? 304 : 200);
            answer(status, Map.of("ETag", validators), status == 200 ? String.valueOf(toml) : "")
                    .handle(exchange);
        });
    }

    @AfterEach
    void close() {
        client.close();
        horizon.close();
        source.close();
    }

    private static String listed(String code, int accounts, String balance, String toml) {
        return """
                {"_links": {"toml": {"href": "%3$s"}}, "asset_type": "credit_alphanum%6$d", "asset_code": "%1$s",
                 "asset_issuer": "%2$s", "paging_token": "%1$s_%2$s_credit_alphanum%6$d",
                 "accounts": {"authorized": %4$d, "authorized_to_maintain_liabilities": 0, "unauthorized": 3},
                 "balances": {"authorized": "%5$s", "unauthorized": "1.0000000"},
                 "flags": {"auth_required": true, "auth_revocable": false, "auth_clawback_enabled": true}}
                """.formatted(code, ISSUER, toml, accounts, balance, code.length() <= 4 ? 4 : 12);
    }

    private static String listed(String code, String domain) {
        return listed(code, 1000, "1.0000000", "https://" + domain + ".sandbox.example/.well-known/stellar.toml");
    }

    private static String toml(String... codes) {
        var toml = new StringBuilder("[DOCUMENTATION]\nORG_NAME=\"Bank\"\n");
        for (String code : codes) {
            toml.append(
                    "[[CURRENCIES]]\ncode=\"%1$s\"\nissuer=\"%2$s\"\nname=\"name of %1$s\"\nanchor_asset=\"A%1$s\"\n"
                            .formatted(code, ISSUER));
        }
        return toml.toString();
    }

    private static List<String> valid() {
        return database.rows("select code from asset where is_valid and type <> 'native' order by code");
    }

    private static List<String> listed() {
        return database.rows("select code from asset where listed_at is not null and type <> 'native' order by code");
    }

    /** The asset began to trade after the scan, and the next scan is an hour away. */
    @Test
    void listsAndValidatesAnAssetOfANewTradeWithoutDelay() throws InterruptedException {
        var newAssets = new NewAssets(horizon, database.database(), round, new Progress("new assets", clock), clock);
        records = List.of(listed("EUR", "bank"), listed("FEW", 9, "1.0000000", ""));
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        round.run();
        for (String traded : List.of("EUR", "FEW", "USD")) {
            database.execute("""
                    insert into asset (type, code, issuer) values ('credit_alphanum4', '%s', '%s')
                    on conflict do nothing
                    """.formatted(traded, ISSUER));
        }
        records = List.of(listed("USD", "bank"));
        int requests = source.requests().size();

        newAssets.run();
        newAssets.run();
        tomlRound.run();

        assertThat(source.requests().stream().skip(requests).filter(request -> request.startsWith("/assets")))
                .containsExactly("/assets?asset_code=USD&asset_issuer=" + ISSUER);
        assertThat(valid()).containsExactly("EUR", "USD");
    }

    private NewAssets newAssets() {
        return new NewAssets(horizon, database.database(), round, new Progress("new assets", clock), clock);
    }

    private static void trade(int assetId, String code) {
        database.execute("""
                insert into asset (asset_id, type, code, issuer) overriding system value
                values (%d, 'credit_alphanum4', '%s', '%s')
                """.formatted(assetId, code, ISSUER));
    }

    private List<String> fetchedAlone() {
        return source.requests().stream()
                .filter(request -> request.startsWith("/assets?asset_code="))
                .map(request -> request.replaceFirst(".*asset_code=([^&]*).*", "$1"))
                .toList();
    }

    /** Ids are given before transactions commit. */
    @Test
    void fetchesAnAssetWhoseIdIsLowerThanOneThatWasFetchedBefore() throws InterruptedException {
        var newAssets = newAssets();
        round.run();
        trade(502, "LATE");
        newAssets.run();

        trade(501, "EARL");
        newAssets.run();
        newAssets.run();

        assertThat(fetchedAlone()).containsExactly("LATE", "EARL");
    }

    @Test
    void fetchesAnAssetAgainThatHorizonDidNotAnswerFor() throws InterruptedException {
        var newAssets = newAssets();
        round.run();
        trade(501, "ONE");
        source.serve("/assets", answer(500, Map.of(), "{}"));
        newAssets.run();
        newAssets.run();
        assertThat(fetchedAlone()).hasSize(3);
        source.serve("/assets", answer(200, Map.of(), "{\"_embedded\": {\"records\": []}}"));

        clock.set(NOON.plus(Duration.ofMinutes(10)));
        newAssets.run();
        newAssets.run();

        assertThat(fetchedAlone()).hasSize(4);
    }

    /** Otherwise each traded asset of a first start would cost a request before the list that has them all. */
    @Test
    void waitsAtAFirstStartForTheListThatHasAllAssets() throws InterruptedException {
        var newAssets = newAssets();
        records = List.of(listed("EUR", "bank"));
        trade(501, "EUR");
        trade(502, "USD");

        newAssets.run();
        assertThat(fetchedAlone()).isEmpty();
        round.run();
        newAssets.run();

        assertThat(fetchedAlone()).containsExactly("USD");
    }

    @Test
    void listsAssetsThatHaveHolders() throws InterruptedException {
        String link = "https://a.sandbox.example/.well-known/stellar.toml";
        records = List.of(
                listed("EMPT", 5000, "0.0000000", link),
                listed("FEW", 9, "1.0000000", link),
                listed("HTTP", 99, "1.0000000", link.replace("https", "http")),
                listed("MANY", 100, "922337203685.4775807", ""),
                listed("NONE", 99, "1.0000000", ""),
                listed("REMOVE", 5000, "1.0000000", link),
                listed("TEN", 10, "0.0000001", link));

        round.run();

        assertThat(database.rows("""
                select code, num_accounts, amount, auth_required, auth_revocable, toml_url
                from asset where type <> 'native' order by code
                """))
                .containsExactly("MANY\t100\t922337203685.4775807\tt\tf\t", "TEN\t10\t0.0000001\tt\tf\t" + link);
    }

    /** Values of one asset that PostgreSQL cannot store affect that asset only. */
    @Test
    void anUnreadableAssetAffectsNoOther() throws InterruptedException {
        String link = "https://a.sandbox.example/.well-known/stellar.toml";
        records = List.of(
                Hostile.record("asset-records.ndjson", "balance-with-exponent"),
                listed("LONG", 500, "1.0000000", "https://" + "\u00E9x".repeat(2_000) + ".example/"),
                listed("NUL", 500, "1.0000000", "https://a\\u0000\\ud800.example/"),
                listed("GOOD", 500, "1.0000000", link),
                Hostile.record("asset-records.ndjson", "count-that-is-no-number"),
                listed("HUGE", 500, "18446744073709551616.0000000", link),
                "{\"paging_token\": \"TORN_" + ISSUER + "_credit_alphanum4\", oh}");

        round.run();

        assertThat(database.rows("select code, amount, toml_url from asset where listed_at is not null order by code"))
                .contains(
                        "GOOD\t1.0000000\t" + link,
                        "HUGE\t18446744073709551616.0000000\t" + link,
                        "NUL\t1.0000000\thttps://a\uFFFD\uFFFD.example/")
                .hasSize(4);
    }

    @Test
    void anAssetIsValidWhenItsTomlCanBeReadAndATomlIsFetchedOncePerDomain() throws InterruptedException {
        records = List.of(
                listed("EUR", "bank"),
                listed("HTM", "html"),
                listed("LOST", "lost"),
                listed("NONE", 5000, "1.0000000", ""),
                listed("USD", "bank"),
                listed("YEN", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        tomls.put("html.sandbox.example", "<!DOCTYPE html>\n<html></html>");

        round.run();

        assertThat(fetched)
                .containsExactlyInAnyOrder("bank.sandbox.example", "html.sandbox.example", "lost.sandbox.example");
        assertThat(database.rows("""
                select code, name, anchor_asset_code, asset_controlled_by_domain, last_valid_at = '2026-01-01 12:00Z'
                from asset where is_valid and type <> 'native' order by code
                """))
                .containsExactly("EUR\tname of EUR\tAEUR\tt\tt", "USD\tname of USD\tAUSD\tt\tt", "YEN\t\t\tf\tt");
        assertThat(listing.report().detail()).isEqualTo("6 listed, 3 valid");
        assertThat(progress.report().detail()).isEqualTo("1 of 3 domains");
    }

    @Test
    void theLastGoodFetchStaysValidForThreeDays() throws InterruptedException {
        records = List.of(listed("EUR", "bank"), listed("USD", "other"));
        tomls.put("bank.sandbox.example", toml("EUR"));
        tomls.put("other.sandbox.example", toml("USD"));
        round.run();
        tomls.put("bank.sandbox.example", "<html>");

        clock.set(NOON.plus(TomlRound.GRACE));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");
        assertThat(database.rows("select name from asset where code = 'EUR'")).containsExactly("name of EUR");

        clock.set(NOON.plus(TomlRound.GRACE).plusSeconds(1));
        round.run();
        assertThat(valid()).containsExactly("USD");

        tomls.put("bank.sandbox.example", toml("EUR"));
        clock.set(clock.instant().plus(Duration.ofHours(8)));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void keepsAssetsValidWhenNoTomlAtAllCanBeRead() throws InterruptedException {
        records = List.of(listed("EUR", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR"));
        round.run();
        tomls.clear();

        clock.set(NOON.plus(Duration.ofDays(30)));
        round.run();

        assertThat(valid()).containsExactly("EUR");
    }

    @Test
    void anAbsentTomlInvalidatesItsAssetsAfterADay() throws InterruptedException {
        records = List.of(listed("EUR", "bank"), listed("USD", "other"));
        tomls.put("bank.sandbox.example", toml("EUR"));
        tomls.put("other.sandbox.example", toml("USD"));
        round.run();

        statuses.put("bank.sandbox.example", 410);
        clock.set(NOON.plus(Duration.ofHours(6)));
        round.run();
        clock.set(clock.instant().plus(TomlRound.ABSENT_GRACE));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");

        clock.set(clock.instant().plus(Duration.ofHours(7)));
        round.run();
        assertThat(valid()).containsExactly("USD");
    }

    @Test
    void retriesADomainThatDoesNotAnswerWithGrowingDelays() throws InterruptedException {
        records = List.of(listed("EUR", "bank"), listed("USD", "other"));
        tomls.put("other.sandbox.example", toml("USD"));
        statuses.put("bank.sandbox.example", 503);

        for (int minute = 0; minute < 12 * 60; minute++) {
            clock.set(NOON.plus(Duration.ofMinutes(minute)));
            tomlRound.enable();
            if (minute == 0) {
                round.run();
            } else {
                tomlRound.run();
            }
        }

        assertThat(fetched.stream().filter("other.sandbox.example"::equals)).hasSize(12);
        // After 1, 2, 4, 8, 16, 32, 64, 128 and 256 minutes, with a jitter of a quarter.
        assertThat(fetched.stream().filter("bank.sandbox.example"::equals).count())
                .isBetween(9L, 11L);
        assertThat(database.rows("select outcome, reason, failures > 8 from toml_fetch where fetched_at is null"))
                .containsExactly("unreachable\tbank.sandbox.example answered 503\tt");
    }

    @Test
    void anUnchangedTomlIsNeitherSentNorStoredAgain() throws InterruptedException {
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        round.run();
        String rows = "select 'asset', asset_id, xmin from asset union all select 'issuer', issuer_id, xmin from issuer"
                + " union all select 'asset_toml', asset_id, xmin from asset_toml order by 1, 2";
        List<String> before = database.rows(rows);

        clock.set(NOON.plus(Duration.ofHours(1)));
        round.run();

        assertThat(fetched).hasSize(2);
        assertThat(database.rows("select outcome, fetched_at = '2026-01-01 13:00Z' from toml_fetch"))
                .containsExactly("unchanged\tt");
        assertThat(database.rows(rows)).isEqualTo(before);
        assertThat(database.database()
                        .snapshot(new AssetStore()::listValid)
                        .getFirst()
                        .lastValidAt())
                .isEqualTo(clock.instant());
    }

    @Test
    void appendsAnEventForChangedAssetsOnly() throws InterruptedException {
        String query = "select kind, count(*) from event_log group by kind";
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        round.run();
        // Listed first, then valid.
        assertThat(database.rows(query)).containsExactly("asset_changed\t2");

        clock.set(NOON.plus(Duration.ofHours(1)));
        round.run();
        assertThat(database.rows(query)).containsExactly("asset_changed\t2");

        records = List.of(listed("USD", "bank"));
        round.run();
        round.run();
        assertThat(valid()).containsExactly("USD");
        assertThat(database.rows(query)).containsExactly("asset_changed\t3");
    }

    @Test
    void appliesAStoredTomlToAnAssetThatIsListedLater() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"));
        round.run();

        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();

        assertThat(valid()).containsExactly("EUR", "USD");
        assertThat(fetched).hasSize(1);
        assertThat(database.rows("select name from asset where code = 'USD'")).containsExactly("name of USD");
    }

    @Test
    void appliesTheOtherTomlWhenAnIssuerLinksElsewhere() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR").replace("name of", "previous name of"));
        tomls.put("new.sandbox.example", toml("EUR"));
        records = List.of(listed("EUR", "bank"));
        round.run();

        records = List.of(listed("EUR", "new"));
        round.run();

        assertThat(database.rows("select name, described_by = toml_url from asset where code = 'EUR'"))
                .containsExactly("name of EUR\tt");
    }

    @Test
    void storesAllMembersOfATomlAndItsProblems() throws Exception {
        records = List.of(listed("CORN2026", "bank"), listed("EUR", "bank"), listed("WHEAT", "bank"));
        tomls.put("bank.sandbox.example", """
                VERSION="2.0.0"
                ACCOUNTS=["%1$s"]
                [DOCUMENTATION]
                ORG_NAME="Bank"
                ORG_LOGO="https://bank.example/logo.png"
                [[PRINCIPALS]]
                name="Ada"
                [[VALIDATORS]]
                ALIAS="bank-1"
                [[CURRENCIES]]
                code="EUR"
                issuer="%1$s"
                image="https://bank.example/eur.png"
                fixed_number="1,000"
                desc="of two
                lines"
                [[CURRENCIES]]
                code_template="CORN????"
                issuer="%1$s"
                name="Corn"
                anchor_asset="CORN"
                [[CURRENCIES]]
                toml="https://files.sandbox.example/.well-known/WHEAT.toml"
                """.formatted(ISSUER));
        source.serve(
                "/.well-known/WHEAT.toml",
                answer(200, Map.of(), "code=\"WHEAT\"\nissuer=\"" + ISSUER + "\"\nname=\"Wheat\""));

        round.run();

        assertThat(valid()).containsExactly("CORN2026", "EUR", "WHEAT");
        assertThat(database.rows("""
                select code, named_by, entry ->> 'name', entry ->> 'image', entry ->> 'fixed_number', anchor_asset_code
                from asset_toml join asset using (asset_id) order by code
                """))
                .containsExactly(
                        "CORN2026\ttemplate\tCorn\tnull\tnull\t",
                        "EUR\tcode\tnull\thttps://bank.example/eur.png\t1000\t",
                        "WHEAT\tlink\tWheat\tnull\tnull\t");
        assertThat(database.rows("""
                select organisation ->> 'ORG_LOGO', organisation -> 'ACCOUNTS' ->> 0, principals -> 0 ->> 'name',
                    validators -> 0 ->> 'ALIAS'
                from toml_fetch where linked_from is null
                """)).containsExactly("https://bank.example/logo.png\t" + ISSUER + "\tAda\tbank-1");
        AssetStatus status = database.database()
                .<Optional<AssetStatus>>snapshot(tx -> new AssetStatusStore().find(tx, Asset.issued("EUR", ISSUER)))
                .orElseThrow();
        assertThat(status.toml().orElseThrow().faults())
                .extracting(AssetStatus.Fault::fault)
                .containsExactly(
                        new TomlFetch.Fault(15, "unclosed_text", "of two"),
                        new TomlFetch.Fault(0, "wrong_kind", "fixed_number"));
    }

    @Test
    void anUnavailableLinkedTomlIsAProblemOfTheTomlThatLinksToIt() throws InterruptedException {
        records = List.of(listed("EUR", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR") + "[[CURRENCIES]]\ntoml=\"https://127.0.0.1/own.toml\"\n");

        round.run();

        assertThat(valid()).containsExactly("EUR");
        assertThat(database.rows("select kind, about from toml_problem"))
                .containsExactly("link_not_read\thttps://127.0.0.1/own.toml");
        assertThat(database.rows("select outcome from toml_fetch where linked_from is not null"))
                .containsExactly("refused");
    }

    @Test
    void storesAllThatHorizonReportsOfAnAsset() throws InterruptedException {
        source.isOfNetwork("Test SDF Network ; September 2015");
        records = List.of(listed("EUR", 10, "1.0000000", "").replace("\"balances\"", """
                        "contract_id": "CAU7TR4L52CSCYOLOPXPJJ7T6EMEXTEE4XKRH2ASY23EFYEMU5WUFYP2",
                        "num_claimable_balances": 34, "num_liquidity_pools": 159, "num_contracts": 22,
                        "claimable_balances_amount": "4417.5424646", "liquidity_pools_amount": "5488079.2030417",
                        "contracts_amount": "164596.6367337", "balances\""""));

        round.run();

        assertThat(database.rows("""
                select contract_id, accounts_unauthorized, balances_unauthorized, claimable_balances,
                    claimable_balances_amount, liquidity_pools, liquidity_pools_amount, contracts, contracts_amount,
                    auth_immutable, auth_clawback_enabled
                from asset where code = 'EUR'
                """))
                .containsExactly("CAU7TR4L52CSCYOLOPXPJJ7T6EMEXTEE4XKRH2ASY23EFYEMU5WUFYP2\t3\t1.0000000\t34\t"
                        + "4417.5424646\t159\t5488079.2030417\t22\t164596.6367337\tf\tt");
        List<String> before = database.rows("select asset_id, xmin from asset");

        round.run();

        assertThat(database.rows("select asset_id, xmin from asset")).isEqualTo(before);
    }

    @Test
    void anIdenticalFileIsNotStoredAgainWhenItsServerSendsNoValidators() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR") + "desc=\n");
        statuses.put("bank.sandbox.example", 200);
        records = List.of(listed("EUR", "bank"));
        round.run();
        List<String> before = database.rows("select xmin, kind from toml_problem");
        assertThat(before).hasSize(1);

        clock.set(NOON.plus(Duration.ofHours(2)));
        round.run();

        assertThat(fetched).hasSize(2);
        assertThat(database.rows("select xmin, kind from toml_problem")).isEqualTo(before);
        assertThat(
                        database.rows(
                                "select outcome, fetched_at = requested_at, requested_at = '2026-01-01 14:00Z' from toml_fetch"))
                .containsExactly("unchanged\tt\tt");

        tomls.put("bank.sandbox.example", toml("EUR"));
        clock.set(NOON.plus(Duration.ofHours(4)));
        round.run();

        assertThat(database.rows("select kind from toml_problem")).isEmpty();
        assertThat(valid()).containsExactly("EUR");
    }

    @Test
    void anUnlistedAssetIsInvalidAndMayComeBack() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");

        records = List.of(
                listed("EUR", 9, "1.0000000", "https://bank.sandbox.example/.well-known/stellar.toml"),
                listed("USD", "bank"));
        round.run();
        assertThat(valid()).containsExactly("USD");
        assertThat(listed()).containsExactly("USD");

        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void unlistsOnlyAssetsThatTwoScansDidNotFind() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();

        records = List.of();
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");

        records = List.of(listed("USD", "bank"));
        round.run();
        assertThat(valid()).containsExactly("USD");
    }

    @Test
    void aListThatGoesInACircleFailsAndUnlistsNothing() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();
        records = List.of();
        round.run();
        var pages = new AtomicInteger();
        source.serve(
                "/assets",
                exchange -> answer(
                                200,
                                Map.of(),
                                "{\"_links\": {\"next\": {\"href\": \"http://horizon/assets?cursor=page"
                                        + pages.incrementAndGet() % 3 + "\"}}, \"_embedded\": {\"records\": ["
                                        + listed("USD", "bank") + "]}}")
                        .handle(exchange));

        assertThatThrownBy(round::run).isInstanceOf(HorizonException.class).hasMessageContaining("does not end");

        assertThat(pages).hasValue(4);
        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void anUnreadableRecordDoesNotUnlistItsAsset() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();

        records = List.of(listed("EUR", "bank").replace("\"balances\"", "\"ballast\""), listed("USD", "bank"));
        round.run();
        round.run();

        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void needsNoTomlOnTheTestNetwork() throws InterruptedException {
        source.isOfNetwork("Test SDF Network ; September 2015");
        records = List.of(listed("EUR", 10, "1.0000000", ""), listed("FEW", 9, "1.0000000", ""));

        round.run();

        assertThat(valid()).containsExactly("EUR");
        assertThat(fetched).isEmpty();
    }

    @Test
    void storesAnAssetThatAppearsTwiceOnAPageOnce() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR"));
        records = List.of(listed("EUR", "bank"), listed("EUR", "bank"));

        round.run();

        assertThat(listing.report().detail()).isEqualTo("1 listed, 1 valid");
    }
}
