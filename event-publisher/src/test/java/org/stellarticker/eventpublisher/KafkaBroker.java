package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A real broker of Kafka, in a process of its own, so that it can be killed and started again. */
public final class KafkaBroker implements AutoCloseable {

    /** Who may sign in at the secured address. */
    public static final String USER = "publisher";

    public static final String PASSWORD = "a-secret-of-the-test";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path folder;
    private final int port;
    private final int securedPort;
    private final String classPath;
    private @Nullable Process process;

    private KafkaBroker(Path folder, int port, int securedPort, String classPath) {
        this.folder = folder;
        this.port = port;
        this.securedPort = securedPort;
        this.classPath = classPath;
    }

    /** @param folder an empty one for its data */
    public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        int first = 20_000 + ThreadLocalRandom.current().nextInt(2_000);
        int controller = freePort(first);
        int port = freePort(controller + 1);
        int securedPort = freePort(port + 1);
        BrokerCertificate.make(folder);
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%1$d
                listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d,SECURED://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%2$d,SECURED://127.0.0.1:%3$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.name.secured.ssl.keystore.type=PEM
                listener.name.secured.ssl.keystore.location=%5$s
                listener.name.secured.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
                listener.name.secured.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_%6$s="%7$s";
                listener.name.secured.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                log.dirs=%4$s
                num.partitions=3
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(
                        controller,
                        port,
                        securedPort,
                        folder.resolve("data"),
                        folder.resolve(BrokerCertificate.WITH_KEY),
                        USER,
                        PASSWORD));
        var broker = new KafkaBroker(folder, port, securedPort, System.getProperty("java.class.path"));
        broker.format();
        broker.start();
        return broker;
    }

    private void format() throws IOException, InterruptedException {
        run(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "sTFVXWDsQqCGcKbFhlTQ6g",
                "-c",
                "server.properties",
                "--add-scram",
                "SCRAM-SHA-512=[name=" + USER + ",password=" + PASSWORD + "]");
    }

    /** Below those that the system gives to outgoing connections, which could take it before the broker does. */
    private static int freePort(int from) throws IOException {
        for (int port = from; port < from + 5_000; port += 7) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one is.
            }
        }
        throw new IOException("expected a free port from " + from + " on");
    }

    private void run(String main, String... arguments) throws IOException, InterruptedException {
        Process done = process(main, arguments).start();
        if (done.waitFor() != 0) {
            throw new IOException(main + " ended with " + done.exitValue() + ": " + output());
        }
    }

    private ProcessBuilder process(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
    }

    private String output() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("output"), UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Starts it again with its data, and returns when it takes connections. */
    public void start() throws IOException, InterruptedException {
        Process started = process("kafka.Kafka", "server.properties").start();
        process = started;
        long end = System.nanoTime() + START.toNanos();
        while (!isListening()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new IOException("the broker did not start: " + output());
            }
            started.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it, as a crash does. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Returns the address that takes {@link #USER} over TLS alone. */
    public String securedAddress() {
        return "127.0.0.1:" + securedPort;
    }

    /** Returns the certificate (PEM) by which the secured address is trusted. */
    public Path certificate() {
        return folder.resolve(BrokerCertificate.ALONE);
    }

    /** As {@code EVENTS_KAFKA_URL} names it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns all committed records of a topic, each partition in its order; none while there is no such topic. */
    public List<ConsumerRecord<String, String>> committed(String topic) {
        var settings = new HashMap<String, Object>(Map.of(
                "bootstrap.servers",
                address(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                // Else a look would make the topic, otherwise than the publisher does.
                "allow.auto.create.topics",
                "false",
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                StringDeserializer.class.getName()));
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<String, String>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        kill();
    }
}
