package org.stellarticker.e2e.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.stellarticker.core.process.PythonPackages;

/**
 * Rotel, a collector for OpenTelemetry that others made: it takes spans by OTLP, batches them and passes them on by OTLP, as one does
 * between programs and their store of traces. Where pip cannot install it, the test is skipped.
 */
final class RealCollector implements AutoCloseable {

    private static final String PACKAGE = "rotel==0.0.1a15";
    private static final Path PACKAGES = Path.of("target/rotel").toAbsolutePath();

    private final Process process;
    private final int port;

    private RealCollector(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on ports of its own.
     *
     * @param next where it passes spans on to
     */
    static RealCollector start(Path folder, String next) throws IOException, InterruptedException {
        PythonPackages.install(PACKAGES, PACKAGE, "--no-deps");
        int port = freePort();
        var process = new ProcessBuilder(
                        PACKAGES.resolve("rotel/rotel-agent").toString(),
                        "start",
                        "--otlp-http-endpoint",
                        "127.0.0.1:" + port,
                        "--otlp-grpc-endpoint",
                        "127.0.0.1:" + freePort(),
                        "--exporter",
                        "otlp",
                        "--otlp-exporter-protocol",
                        "http",
                        "--otlp-exporter-endpoint",
                        next,
                        "--pid-file",
                        folder.resolve("rotel.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rotel.log").toFile())
                .start();
        var collector = new RealCollector(process, port);
        await("the collector listens").atMost(Duration.ofSeconds(20)).until(collector::isListening);
        return collector;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
