package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.RequestBudget;

class AssetRoundIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();
    private final Map<String, String> tomls = new ConcurrentHashMap<>();
    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private final Horizon horizon =
            new Horizon(List.of(source.url()), RequestBudget.perHour(0), Clock.systemUTC(), new SimpleMeterRegistry());
    private final TomlClient client = new TomlClient(TrustedOrigins.parse("https://*.sandbox.example=" + source.url()));
    private final SetClock clock = new SetClock(NOON);
    private final Progress listing = new Progress("assets", clock);
    private final Progress reading = new Progress("tomls", clock);
    private final AssetRound round =
            new AssetRound(horizon, client, database.database(), listing, reading, clock, new SimpleMeterRegistry());
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
            answer(toml == null ? 404 : 200, Map.of(), toml == null ? "" : toml).handle(exchange);
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

    @Test
    void whatSomebodyHoldsIsListed() throws InterruptedException {
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

    @Test
    void anAssetIsValidWhenItsTomlCanBeReadWhichIsAskedForOncePerDomain() throws InterruptedException {
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
        assertThat(reading.report().detail()).isEqualTo("1 of 3 domains");
    }

    @Test
    void theLastGoodReadingHoldsForADay() throws InterruptedException {
        records = List.of(listed("EUR", "bank"), listed("USD", "other"));
        tomls.put("bank.sandbox.example", toml("EUR"));
        tomls.put("other.sandbox.example", toml("USD"));
        round.run();
        tomls.put("bank.sandbox.example", "<html>");

        clock.now = NOON.plus(TomlPass.GRACE);
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");
        assertThat(database.rows("select name from asset where code = 'EUR'")).containsExactly("name of EUR");

        clock.now = NOON.plus(TomlPass.GRACE).plusSeconds(1);
        round.run();
        assertThat(valid()).containsExactly("USD");

        tomls.put("bank.sandbox.example", toml("EUR"));
        round.run();
        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void whenNoTomlAtAllCanBeReadTheFaultIsOurs() throws InterruptedException {
        records = List.of(listed("EUR", "bank"));
        tomls.put("bank.sandbox.example", toml("EUR"));
        round.run();
        tomls.clear();

        clock.now = NOON.plus(Duration.ofDays(30));
        round.run();

        assertThat(valid()).containsExactly("EUR");
    }

    @Test
    void whatIsNotListedAnyMoreIsNotValidAndMayComeBack() throws InterruptedException {
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
    void onlyWhatIsMissingTwiceInARowIsGone() throws InterruptedException {
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
    void anUnreadableRecordCostsItsAssetNothing() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR", "USD"));
        records = List.of(listed("EUR", "bank"), listed("USD", "bank"));
        round.run();

        records = List.of(listed("EUR", "bank").replace("\"balances\"", "\"ballast\""), listed("USD", "bank"));
        round.run();
        round.run();

        assertThat(valid()).containsExactly("EUR", "USD");
    }

    @Test
    void onTheTestNetworkNoTomlIsNeeded() throws InterruptedException {
        source.isOfNetwork("Test SDF Network ; September 2015");
        records = List.of(listed("EUR", 10, "1.0000000", ""), listed("FEW", 9, "1.0000000", ""));

        round.run();

        assertThat(valid()).containsExactly("EUR");
        assertThat(fetched).isEmpty();
    }

    @Test
    void anAssetThatComesTwiceOnAPageIsOne() throws InterruptedException {
        tomls.put("bank.sandbox.example", toml("EUR"));
        records = List.of(listed("EUR", "bank"), listed("EUR", "bank"));

        round.run();

        assertThat(listing.report().detail()).isEqualTo("1 listed, 1 valid");
    }

    private static final class SetClock extends Clock {

        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody here asks for a zone");
        }
    }
}
