package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.SimulatedMarket;

/** What the simulated market shows beside its trades. */
class SimulatedHorizonTest {

    private static SimulatedMarket market;
    private static HorizonServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        market = SimulatedMarket.open(MarketPlan.steady(5, 2_000, 20), folder, Clock.systemUTC());
        server = new HorizonServer(0);
        server.serve(market.journal(), market.state(), Faults.none(), HorizonServer.CONNECTION_TIMEOUT);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        market.close();
    }

    @Test
    void assetsHaveDifferentHoldersBalancesAndFlags() throws IOException {
        JsonNode asset = get("/assets?asset_code=PYUSD").at("/_embedded/records/0");

        JsonForm.assertSame(
                RecordedHorizon.json(
                                RecordedHorizon.get("assets_code_issuer.json").body())
                        .at("/_embedded/records/0"),
                asset);
        assertThat(asset.at("/accounts/authorized").asInt()).isEqualTo(12_410);
        assertThat(asset.at("/balances/authorized").asText()).isEqualTo("118000000.0000000");
        assertThat(asset.at("/flags/auth_required").asBoolean()).isTrue();
        assertThat(asset.at("/flags/auth_immutable").asBoolean()).isFalse();
        assertThat(asset.at("/flags/auth_clawback_enabled").asBoolean()).isTrue();
    }

    @Test
    void anIssuerWithoutAHomeDomainHasAnEmptyLink() throws IOException {
        assertThat(get("/assets?asset_code=GHOST")
                        .at("/_embedded/records/0/_links/toml/href")
                        .asText())
                .isEmpty();
    }

    @Test
    void tomlsAreServedByTheirHosts() throws IOException {
        assertThat(toml("circle.sandbox.example").body()).contains("code=\"USDC\"", "code=\"EURC\"");
        assertThat(toml("mobi.sandbox.example").status()).isEqualTo(404);
        assertThat(toml("scop.sandbox.example").headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    }

    private static RawHttp.Exchange toml(String host) throws IOException {
        return RawHttp.get(server.port(), "/.well-known/stellar.toml", "Host: " + host);
    }

    @Test
    void bidsAreReportedInCounterAsksInBaseAndTheLimitHoldsForEachSide() throws IOException {
        String usdc = get("/assets?asset_code=USDC").at("/_embedded/records").findValuesAsText("asset_issuer").stream()
                .filter(issuer -> market.state().assets().stream()
                        .anyMatch(state -> state.asset().issuer().equals(issuer)
                                && state.homeDomain().startsWith("circle")))
                .findFirst()
                .orElseThrow();
        JsonNode book = get("/order_book?selling_asset_type=native&buying_asset_type=credit_alphanum4"
                + "&buying_asset_code=USDC&limit=15&buying_asset_issuer=" + usdc);

        assertThat(book.get("bids")).hasSize(15);
        assertThat(book.get("asks")).hasSize(15);
        assertThat(decimal(book, "/bids/0/price")).isLessThan(decimal(book, "/asks/0/price"));
        // XLM for some tenths of a dollar.
        assertThat(decimal(book, "/bids/0/price")).isBetween(new BigDecimal("0.1"), new BigDecimal("0.6"));
        assertThat(book.at("/base/asset_type").asText()).isEqualTo("native");
    }

    private static BigDecimal decimal(JsonNode book, String member) {
        return new BigDecimal(book.at(member).asText());
    }

    @Test
    void poolsHoldTheirReserves() throws IOException {
        JsonNode pools = get("/liquidity_pools?limit=200").at("/_embedded/records");

        assertThat(pools).hasSizeGreaterThan(30).allSatisfy(pool -> {
            assertThat(decimal(pool, "/reserves/0/amount")).isPositive();
            assertThat(decimal(pool, "/reserves/1/amount")).isPositive();
        });
        JsonForm.assertSame(
                RecordedHorizon.json(
                        RecordedHorizon.get("liquidity_pool_one.json").body()),
                get("/liquidity_pools/" + pools.get(0).get("id").asText()));
    }

    private static JsonNode get(String path) throws IOException {
        RawHttp.Exchange answer = RawHttp.get(server.port(), path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return RecordedHorizon.json(answer.body());
    }
}
