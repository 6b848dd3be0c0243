package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HorizonServerTest {

    @Test
    void aPortInUseIsReportedInOneLine() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new HorizonServer(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("SANDBOX_PORT: expected a free port, found 127.0.0.1:" + other.getLocalPort()
                            + " in use; stop what listens there, or choose another port");
        }
    }

    @Test
    void aPortIsFreeAgainAfterTheEnd() throws IOException {
        int port;
        try (var server = new HorizonServer(0)) {
            port = server.port();
        }

        try (var server = new HorizonServer(port)) {
            assertThat(server.port()).isEqualTo(port);
        }
    }
}
