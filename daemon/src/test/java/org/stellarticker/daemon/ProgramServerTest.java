package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.status.ProgramReport;

class ProgramServerTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(LOOPBACK, 0);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<ProgramReport> report = new AtomicReference<>(report("running"));

    @Test
    void servesTheMetrics() throws Exception {
        try (var server = ProgramServer.start(ANY_PORT, () -> "ticker_lag 1.0\n", report::get)) {
            var answer = get(server, "/metrics");

            assertThat(answer.body()).isEqualTo("ticker_lag 1.0\n");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4");
        }
    }

    @Test
    void theHealthIsTheStateOfTheProgram() throws Exception {
        try (var server = ProgramServer.start(ANY_PORT, () -> "", report::get)) {
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "/healthz").body())
                    .isEqualTo("{\"program\":\"ingester\",\"state\":\"running\",\"detail\":\"trades: live\","
                            + "\"last_progress\":\"2026-11-21T00:00:00Z\",\"lag_seconds\":1.5,\"build\":\"0.1.0\"}\n");

            report.set(report("stalled"));

            assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var address = new InetSocketAddress(LOOPBACK, taken.getLocalPort());

            assertThatThrownBy(() -> ProgramServer.start(address, () -> "", report::get))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("PROGRAM_METRICS_PORT: expected a free port, found 127.0.0.1:"
                            + taken.getLocalPort() + " in use");
        }
    }

    private HttpResponse<String> get(ProgramServer server, String path) throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ProgramReport report(String state) {
        var midnight = Instant.parse("2026-11-21T00:00:00Z");
        return new ProgramReport(
                "ingester",
                "host:8000",
                state,
                "trades: live",
                Optional.of(midnight),
                OptionalDouble.of(1.5),
                "0.1.0",
                midnight);
    }
}
