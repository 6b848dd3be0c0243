package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.ingester.TestHorizon.answer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.RequestBudget;

class AssetScanIT {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final TestHorizon source = new TestHorizon();
    private final Horizon horizon =
            new Horizon(List.of(source.url()), RequestBudget.perHour(0), clock, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        horizon.close();
        source.close();
    }

    private static String page(String... records) {
        return "{\"_links\": {}, \"_embedded\": {\"records\": [" + String.join(",", records) + "]}}";
    }

    private static String listed(String code, String toml) {
        return """
                {"_links": {"toml": {"href": "%3$s"}}, "asset_type": "credit_alphanum4", "asset_code": "%1$s",
                 "asset_issuer": "%2$s", "paging_token": "%1$s_%2$s_credit_alphanum4",
                 "accounts": {"authorized": 1000, "authorized_to_maintain_liabilities": 0, "unauthorized": 3},
                 "balances": {"authorized": "922337203685.4775807", "unauthorized": "1.0000000"},
                 "flags": {"auth_required": true, "auth_revocable": false, "auth_clawback_enabled": true}}
                """.formatted(code, ISSUER, toml);
    }

    @Test
    void everyAssetThatIsListedIsStoredAsValid() throws InterruptedException {
        source.nextPage(answer(200, Map.of(), page(listed("EUR", ""), listed("USD", "https://a.example/toml"))));
        source.nextPage(answer(200, Map.of(), page(listed("YEN", ""))));
        source.nextPage(answer(200, Map.of(), page()));
        var progress = new Progress("assets", clock);

        new AssetScan(horizon, database.database(), new AssetStore(), progress, clock).run();

        assertThat(database.rows("""
                select code, num_accounts, amount, auth_required, auth_revocable, toml_url, is_valid
                from asset where type <> 'native' order by code
                """))
                .containsExactly(
                        "EUR\t1000\t922337203685.4775807\tt\tf\t\tt",
                        "USD\t1000\t922337203685.4775807\tt\tf\thttps://a.example/toml\tt",
                        "YEN\t1000\t922337203685.4775807\tt\tf\t\tt");
        assertThat(progress.report().detail()).isEqualTo("3 listed");
        assertThat(source.requests())
                .containsExactly(
                        "/assets?limit=200",
                        "/assets?limit=200&cursor=USD_" + ISSUER + "_credit_alphanum4",
                        "/assets?limit=200&cursor=YEN_" + ISSUER + "_credit_alphanum4");
    }
}
