package org.stellarticker.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Trade;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.HorizonServer;
import org.stellarticker.sandbox.journal.Ledgers;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.SimulatedMarket;

/** The simulated market as a client meets it: each record is read as strictly as a recording's. */
class MarketRecordsTest {

    private final ObjectMapper json = new ObjectMapper();
    private final TradeRecordReader records = new TradeRecordReader();

    @Test
    void aStrictReaderParsesEveryServedTradeToTheJournalsTrade(@TempDir Path folder) throws Exception {
        try (var market = SimulatedMarket.open(MarketPlan.steady(5, 3_000, 20), folder, Clock.systemUTC());
                var server = new HorizonServer(0);
                var client = HttpClient.newHttpClient()) {
            server.serve(market.journal(), market.state(), Faults.none(), HorizonServer.CONNECTION_TIMEOUT);
            List<Trade> served = new ArrayList<>();
            String cursor = "0-0";
            for (JsonNode page = page(client, server, cursor); !page.isEmpty(); page = page(client, server, cursor)) {
                for (JsonNode record : page) {
                    served.add(records.read(record.toString()).trade());
                    cursor = record.get("paging_token").asText();
                }
            }

            List<Trade> written = new ArrayList<>();
            Ledgers.read(folder.resolve("ledgers"))
                    .forEach(ledger -> ledger.trades().forEach(trade -> written.add(trade.trade())));
            assertThat(served).isEqualTo(written).hasSize(3_000);
        }
    }

    private JsonNode page(HttpClient client, HorizonServer server, String cursor) throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.port() + "/trades?limit=200&cursor=" + cursor);
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body()).at("/_embedded/records");
    }
}
