package org.stellarticker.eventpublisher;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.stellarticker.daemon.settings.Settings;

/**
 * Where Kafka is, and how its topics are named.
 *
 * @param servers {@code host:port} of some brokers, separated by commas
 * @param prefix begins the name of each topic and the transactional id
 * @param client further properties of Kafka's clients, those for TLS and SASL among them
 */
record KafkaConfig(String servers, String prefix, Properties client) {

    private static final Pattern SERVER =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

    private static final String CLIENT = "EVENTS_KAFKA_CLIENT";

    private static final String DEFAULT_PORT = ":9092";

    /** Names of topics may have 249 characters. */
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** Reads the settings. An address may hold a password by mistake, so that a wrong one is not shown. */
    static KafkaConfig read(Settings in) {
        return new KafkaConfig(in.secret("EVENTS_KAFKA_URL", KafkaConfig::servers), prefix(in), client(in));
    }

    /** Reads the settings of a run that may have no address, in which the others have no effect; their faults show, too. */
    static Optional<KafkaConfig> find(Settings in) {
        Optional<String> servers = in.findSecret("EVENTS_KAFKA_URL", KafkaConfig::servers);
        var others = new KafkaConfig(servers.orElse(""), prefix(in), client(in));
        return servers.map(_ -> others);
    }

    private static String prefix(Settings in) {
        return in.read("EVENTS_KAFKA_PREFIX", "stellar-ticker", KafkaConfig::topic);
    }

    private static Properties client(Settings in) {
        Properties all = KafkaSecurity.read(in);
        Properties further = in.findSecret(CLIENT, KafkaConfig::properties).orElseGet(Properties::new);
        for (String name : further.stringPropertyNames()) {
            if (all.putIfAbsent(name, further.getProperty(name)) != null) {
                in.clash(CLIENT + ": expected no " + name + ", which other settings of Kafka say", CLIENT);
            }
        }
        return all;
    }

    private static String servers(String found) {
        String list = found.startsWith("kafka://") ? found.substring("kafka://".length()) : found;
        return Arrays.stream(list.split(",", -1)).map(KafkaConfig::server).collect(joining(","));
    }

    private static String server(String found) {
        String server = found.strip();
        var parts = SERVER.matcher(server);
        if (!parts.matches()
                || Optional.ofNullable(parts.group("port"))
                        .map(Integer::parseInt)
                        .filter(port -> port < 1 || port > Settings.LAST_PORT)
                        .isPresent()) {
            throw new IllegalArgumentException("expected host:port of Kafka's brokers, separated by commas");
        }
        return parts.group("port") == null ? server + DEFAULT_PORT : server;
    }

    private static String topic(String found) {
        if (!TOPIC.matcher(found).matches()) {
            throw new IllegalArgumentException("expected letters, digits and . _ - for the names of topics");
        }
        return found;
    }

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
            return properties;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("expected client properties of Kafka, one a line", unreadable);
        }
    }

    String trades() {
        return prefix + ".trades";
    }

    String corrections() {
        return prefix + ".corrections";
    }

    String candles() {
        return prefix + ".candles";
    }

    String markets() {
        return prefix + ".markets";
    }

    /** Returns the topic of the publisher's own positions. */
    String positions() {
        return prefix + ".positions";
    }
}
