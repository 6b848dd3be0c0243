package org.stellarticker.e2e.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

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
        install();
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

    private static void install() throws IOException, InterruptedException {
        Path mark = PACKAGES.resolve(".installed");
        if (!Files.exists(mark)) {
            Process pip = new ProcessBuilder(
                            "python3",
                            "-m",
                            "pip",
                            "install",
                            "-q",
                            "--disable-pip-version-check",
                            "--root-user-action=ignore",
                            "--no-deps",
                            "--upgrade",
                            "--target",
                            PACKAGES.toString(),
                            PACKAGE)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(pip.waitFor() == 0, () -> "pip cannot install " + PACKAGE + ": " + said);
            Files.createFile(mark);
        }
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
