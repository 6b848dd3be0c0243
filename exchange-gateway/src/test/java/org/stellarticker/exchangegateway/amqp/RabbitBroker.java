package org.stellarticker.exchangegateway.amqp;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** A real RabbitMQ of Debian's package, as a process of the test: reached from this machine only. */
public final class RabbitBroker implements AutoCloseable {

    private static final String SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private final Path folder;
    private final int port;
    private final int distributionPort;
    private final int mapperPort;
    private Process process;

    private RabbitBroker(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        this.distributionPort = freePort();
        this.mapperPort = freePort();
        Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.default = 127.0.0.1:" + port + "\n");
        Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        this.process = begin();
    }

    /** Starts one; docker/machine.sh test-tools installs the package. */
    public static RabbitBroker start(Path folder) throws IOException {
        if (!Files.isExecutable(Path.of(SERVER))) {
            throw new AssertionError("expected RabbitMQ, found none: docker/machine.sh test-tools installs it");
        }
        var broker = new RabbitBroker(folder);
        try {
            broker.awaitAnswers();
        } catch (ConditionTimeoutException notStarted) {
            broker.close();
            throw notStarted;
        }
        return broker;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process begin() throws IOException {
        var builder = new ProcessBuilder(SERVER);
        var environment = builder.environment();
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", "gateway-" + port + "@localhost");
        environment.put("RABBITMQ_BASE", folder.toString());
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(distributionPort));
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_PORT", String.valueOf(mapperPort));
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("start.log").toFile()))
                .start();
    }

    public String url() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/";
    }

    public Connection connect() throws Exception {
        var factory = new ConnectionFactory();
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("test");
    }

    private void awaitAnswers() {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Connection connection = connect()) {
                return connection.isOpen();
            }
        });
    }

    /** Ends it as a fault of the machine would, and starts it again with the same data. */
    public void killAndStartAgain() throws IOException {
        kill();
        process = begin();
        awaitAnswers();
    }

    private void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        all.forEach(each -> each.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    /** Ends it, and the port mapper of Erlang that it started: nobody else knows its port. */
    @Override
    public void close() {
        kill();
        ProcessHandle.allProcesses().filter(this::isMapper).forEach(ProcessHandle::destroyForcibly);
    }

    private boolean isMapper(ProcessHandle each) {
        try {
            return each.info().command().orElse("").endsWith("/epmd")
                    && Files.readString(Path.of("/proc/" + each.pid() + "/environ"))
                            .contains("ERL_EPMD_PORT=" + mapperPort + "\0");
        } catch (IOException gone) {
            return false;
        }
    }
}
