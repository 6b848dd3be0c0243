package org.stellarticker.exchangegateway.amqp;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;

/** The address of a broker, which may hold a password. */
public final class AmqpAddress {

    private static final int CONNECT_MILLIS = 5000;
    private static final int HEARTBEAT_SECONDS = 20;

    private final String uri;

    private AmqpAddress(String uri) {
        this.uri = uri;
    }

    /** @throws IllegalArgumentException when it is none; the message holds no password */
    public static AmqpAddress parse(String found) {
        // A slash and nothing behind it would name a virtual host without a name; the default one is meant.
        var address = new AmqpAddress(found.replaceFirst("^(amqps?://[^/]+)/$", "$1"));
        try {
            address.factory();
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException(
                    "expected an address such as amqp://user:password@host:5672/ or amqps://…", noAddress);
        }
        return address;
    }

    /** Returns what connects to it, once: the order queue connects again by itself. */
    ConnectionFactory factory() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException noAddress) {
            throw new IllegalArgumentException(noAddress);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        return factory;
    }

    @Override
    public String toString() {
        return "a broker";
    }
}
