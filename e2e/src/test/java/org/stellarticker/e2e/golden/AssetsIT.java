package org.stellarticker.e2e.golden;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.e2e.golden.Golden.Label;
import org.stellarticker.ingester.asset.AssetRound;
import org.stellarticker.ingester.asset.TomlRound;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.jsongenerator.AssetsJson;
import org.stellarticker.publichttp.TrustedOrigins;

/**
 * Checks the path from {@code /assets} to assets.json: golden and recorded bodies, with tomls made for them, through
 * the ingester's and json-generator's own classes. The expected values follow the contract and are computed here
 * independently.
 */
class AssetsIT {

    private static final List<String> RECORDED = List.of(
            "assets_200_page1",
            "assets_200_page2",
            "assets_code_USDC",
            "ACT.GAHHULDP",
            "AFR.GBX6YI45",
            "AMM.GARQ7O5J",
            "AQUA.GBNZILST",
            "AUDD.GDC7X2MX",
            "BEER.GBL2VH6M",
            "BTC.GDPJALI4",
            "BTCLN.GDPKQ2TS",
            "ETH.GBFXOHVA",
            "EURC.GAQRF3UG",
            "GOLD.GBC5ZGK6",
            "GOLD.GBCB4WO6",
            "HU.GBGRBCUB",
            "LSP.GAB7STHV",
            "REAL8.GBVYYQ7X",
            "USTRY.GCRYUGD5",
            "yUSDC.GDGTVWSM");

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final Map<String, String> pages = new LinkedHashMap<>();
    private final Map<String, JsonNode> records = new LinkedHashMap<>();
    private final Map<String, IssuerDomain> domains = new LinkedHashMap<>();

    @BeforeEach
    void begin() {
        database.clear();
        clock.set(Golden.INSTANT);
    }

    @Test
    void theGoldenAssetsArePublishedAsTheContractSays() throws Exception {
        List<Label> labels = Golden.labels();
        Map<String, Label> labelled =
                labels.stream().collect(toMap(label -> label.asset().key(), label -> label));
        ObjectNode page = JSON.createObjectNode();
        page.putObject("_embedded").set("records", Golden.read("assets"));
        // An asset that is not listed has a valid toml, too, so that only the listing rule excludes it.
        add(page, record -> {
            var label = labelled.get(key(record));
            return label == null || label.valid() || !isListed(record);
        });

        Map<String, JsonNode> found = published();

        assertThat(found).isEqualTo(expected());
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(labels.stream()
                        .filter(Label::valid)
                        .map(label -> label.asset().key())
                        .filter(key -> !key.equals("XLM:native"))
                        .toList());
    }

    @Test
    void theRecordedAssetsArePublishedAsTheContractSays() throws Exception {
        for (String name : RECORDED) {
            // A third of the domains has no toml.
            add(Golden.read("horizon_assets/" + name), record -> domains.size() % 3 > 0);
        }

        assertThat(published()).hasSizeGreaterThan(30).isEqualTo(expected());
        assertThat(domains.values()).extracting(IssuerDomain::isGood).contains(true, false);
    }

    private interface Goodness {
        boolean of(JsonNode record);
    }

    /** Adds a page after those added before. */
    private void add(JsonNode page, Goodness good) {
        String cursor = records.isEmpty()
                ? ""
                : records.values().stream()
                        .reduce((_, last) -> last)
                        .orElseThrow()
                        .get("paging_token")
                        .asText();
        pages.put(cursor, page.toString());
        for (JsonNode record : page.at("/_embedded/records")) {
            records.put(key(record), record);
            if (!link(record).isEmpty()) {
                domains.computeIfAbsent(host(record), host -> new IssuerDomain(host, domains.size(), good.of(record)))
                        .name(record, records.size(), anchor(record));
            }
        }
    }

    /** Returns what the golden set's labels say, or a made-up toml. */
    private static String anchor(JsonNode record) {
        return Golden.labels().stream()
                .filter(label -> label.asset().key().equals(key(record)))
                .map(Label::anchorCode)
                .findFirst()
                .orElse(record.get("asset_code").asText().length() % 2 == 0 ? "USD" : "");
    }

    /** Returns assets.json after all of this was read, without the native asset. */
    private Map<String, JsonNode> published() throws IOException, InterruptedException {
        Map<String, String> tomls = new LinkedHashMap<>();
        domains.forEach((host, domain) -> tomls.put(host, domain.toml()));
        var metrics = new IngesterMetrics(new SimpleMeterRegistry());
        try (var server = new AssetServer(pages, tomls);
                var horizon = new Horizon(List.of(server.url()), RequestBudget.perHour(0), clock, metrics);
                var client = new TomlClient(trusted(server.url()), Optional.empty())) {
            var tomlRound = new TomlRound(
                    client, database.database(), Duration.ofHours(1), new Progress("tomls", clock), clock, metrics);
            new AssetRound(
                            horizon,
                            horizon,
                            tomlRound,
                            database.database(),
                            new WorkContext(new Progress("assets", clock), clock, new Stop()),
                            metrics)
                    .run();
        }
        var out = new ByteArrayOutputStream();
        database.database().snapshot(tx -> AssetsJson.write(tx, Golden.INSTANT, out));
        JsonNode file = JSON.readTree(out.toByteArray());
        assertThat(file.get("generated_at").asLong()).isEqualTo(Golden.INSTANT.toEpochMilli());
        var found = new TreeMap<String, JsonNode>();
        for (JsonNode asset : file.get("assets")) {
            found.put(asset.get("code").asText() + ":" + asset.get("issuer").asText(), comparable((ObjectNode) asset));
        }
        assertThat(found.remove("XLM:native")).isNotNull();
        return found;
    }

    private TrustedOrigins trusted(URI address) {
        return TrustedOrigins.parse(domains.keySet().stream()
                .map(host -> "https://" + host + "=" + address)
                .collect(joining(",")));
    }

    private Map<String, JsonNode> expected() {
        var expected = new TreeMap<String, JsonNode>();
        records.forEach((key, record) -> {
            if (isListed(record)
                    && link(record).startsWith("https://")
                    && domain(record).isGood()) {
                expected.put(key, expected(record));
            }
        });
        return expected;
    }

    private ObjectNode expected(JsonNode record) {
        ObjectNode asset = JSON.createObjectNode();
        asset.put("code", record.get("asset_code").asText());
        asset.put("issuer", record.get("asset_issuer").asText());
        asset.put("type", record.get("asset_type").asText());
        asset.put("num_accounts", record.at("/accounts/authorized").asInt());
        asset.put("auth_required", record.at("/flags/auth_required").asBoolean());
        asset.put("auth_revocable", record.at("/flags/auth_revocable").asBoolean());
        asset.put("amount", Double.parseDouble(record.at("/balances/authorized").asText()));
        domain(record).addTo(asset);
        asset.put("last_valid", Golden.INSTANT.toString());
        return comparable(asset);
    }

    /** Returns numbers as one type, so that only their text is compared. */
    private static ObjectNode comparable(ObjectNode asset) {
        for (String member : List.of("num_accounts", "amount", "display_decimals", "fixed_number", "max_number")) {
            assertThat(asset.get(member).isNumber()).as(member).isTrue();
            asset.put(
                    member,
                    new BigDecimal(asset.get(member).asText())
                            .stripTrailingZeros()
                            .toPlainString());
        }
        return asset;
    }

    private IssuerDomain domain(JsonNode record) {
        return Objects.requireNonNull(domains.get(host(record)));
    }

    private static boolean isListed(JsonNode record) {
        int accounts = record.at("/accounts/authorized").asInt();
        return new BigDecimal(record.at("/balances/authorized").asText()).signum() > 0
                && accounts >= 10
                && !record.get("asset_code").asText().equals("REMOVE")
                && (accounts >= 100 || link(record).startsWith("https://"));
    }

    private static String key(JsonNode record) {
        return record.get("asset_code").asText() + ":"
                + record.get("asset_issuer").asText();
    }

    private static String link(JsonNode record) {
        return record.at("/_links/toml/href").asText();
    }

    private static String host(JsonNode record) {
        return URI.create(link(record)).getHost();
    }
}
