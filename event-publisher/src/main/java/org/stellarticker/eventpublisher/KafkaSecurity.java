package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.stellarticker.daemon.settings.Settings;

/** Reads how connections to Kafka are encrypted (TLS), and how the publisher signs in (SASL). */
final class KafkaSecurity {

    private static final String PROTOCOL = "EVENTS_KAFKA_SECURITY_PROTOCOL";
    private static final String MECHANISM = "EVENTS_KAFKA_SASL_MECHANISM";
    private static final String USER = "EVENTS_KAFKA_USER";
    private static final String PASSWORD = "EVENTS_KAFKA_PASSWORD";
    private static final String CA = "EVENTS_KAFKA_CA";

    private static final String SCRAM = "SCRAM-SHA-512";

    /** The mechanisms, each with the class of Kafka's clients that signs in by it. */
    private static final Map<String, Class<?>> MECHANISMS = Map.of(
            "PLAIN", PlainLoginModule.class, "SCRAM-SHA-256", ScramLoginModule.class, SCRAM, ScramLoginModule.class);

    private KafkaSecurity() {}

    /** Returns the properties of Kafka's clients that the settings stand for; none for plain connections. */
    static Properties read(Settings in) {
        SecurityProtocol protocol = in.read(PROTOCOL, "PLAINTEXT", KafkaSecurity::protocol);
        Optional<String> mechanism = in.find(MECHANISM, KafkaSecurity::mechanism);
        Optional<String> user = in.find(USER, KafkaSecurity::credential);
        // Neither is shown: one is a secret, the other fills a page.
        Optional<String> password = in.findSecret(PASSWORD, KafkaSecurity::credential);
        Optional<String> authorities = in.findSecret(CA, KafkaSecurity::certificates);
        boolean signsIn = protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.SASL_PLAINTEXT;
        boolean encrypts = protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.SSL;

        checkGiven(in, protocol, List.of(MECHANISM, USER, PASSWORD), signsIn, "SASL_SSL or SASL_PLAINTEXT");
        checkGiven(in, protocol, List.of(CA), encrypts, "SSL or SASL_SSL");
        var properties = new Properties();
        if (protocol != SecurityProtocol.PLAINTEXT) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name);
        }
        authorities.ifPresent(pem -> {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
        });
        if (signsIn) {
            require(in, protocol, USER, user);
            require(in, protocol, PASSWORD, password);
            String by = mechanism.orElse(SCRAM);
            properties.put(SaslConfigs.SASL_MECHANISM, by);
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, signIn(by, user.orElse(""), password.orElse("")));
        }
        return properties;
    }

    private static void checkGiven(
            Settings in, SecurityProtocol protocol, List<String> names, boolean used, String wanted) {
        for (String name : names) {
            if (!used && in.isGiven(name)) {
                in.clash(
                        name + ": expected " + PROTOCOL + "=" + wanted + " beside it, found " + protocol.name,
                        PROTOCOL);
            }
        }
    }

    private static void require(Settings in, SecurityProtocol protocol, String name, Optional<String> value) {
        if (value.isEmpty()) {
            in.clash(
                    name + ": expected a value, as " + PROTOCOL + " is " + protocol.name + ", found none",
                    PROTOCOL,
                    name);
        }
    }

    private static SecurityProtocol protocol(String found) {
        return Arrays.stream(SecurityProtocol.values())
                .filter(one -> one.name.equalsIgnoreCase(found))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"));
    }

    private static String mechanism(String found) {
        return MECHANISMS.keySet().stream()
                .filter(found::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"));
    }

    private static String credential(String found) {
        if (found.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected one line without control characters");
        }
        return found;
    }

    private static String certificates(String pem) {
        try {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                    .isEmpty()) {
                throw new IllegalArgumentException("expected certificates in PEM, none is in it");
            }
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException(
                    "expected certificates in PEM (-----BEGIN CERTIFICATE-----)", unreadable);
        }
        return pem;
    }

    /** In the form of JAAS, whose quoted texts take a backslash before a quote and a backslash. */
    private static String signIn(String mechanism, String user, String password) {
        Class<?> module = Objects.requireNonNull(MECHANISMS.get(mechanism));
        return module.getName() + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
