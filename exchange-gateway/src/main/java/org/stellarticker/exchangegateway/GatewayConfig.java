package org.stellarticker.exchangegateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsForms;
import org.stellarticker.exchangegateway.amqp.AmqpAddress;
import org.stellarticker.exchangegateway.token.DemoIssuer;
import org.stellarticker.exchangegateway.token.TokenRules;

/**
 * The settings of the program.
 *
 * @param state the folder of the run
 * @param rules what tokens have to say
 * @param keys where the issuer's keys are; empty for the issuer of the demo
 * @param commandsPerSecond of one account
 * @param tokensPerHour of the demo, for one address
 * @param publicStreams how many may be open
 * @param broker the RabbitMQ that orders come from, too; empty for none
 */
record GatewayConfig(
        Path state,
        TokenRules rules,
        Optional<URI> keys,
        int commandsPerSecond,
        int tokensPerHour,
        int publicStreams,
        Optional<AmqpAddress> broker) {

    private static final int MOST = 1_000_000;

    static GatewayConfig read(Settings in) {
        return in.all(() -> {
            Optional<URI> keys = in.find("EXCHANGE_JWKS_URL", GatewayConfig::address);
            Optional<String> issuer = in.find("EXCHANGE_JWT_ISSUER", found -> found);
            if (keys.isPresent() && issuer.isEmpty()) {
                in.clash(
                        "EXCHANGE_JWT_ISSUER: expected the issuer whose keys EXCHANGE_JWKS_URL gives, found none",
                        "EXCHANGE_JWT_ISSUER");
            }
            return new GatewayConfig(
                    in.path("TICKER_STATE", in.text("TICKER_HOME", "var") + "/demo"),
                    new TokenRules(issuer.orElse(DemoIssuer.NAME), TokenRules.EXCHANGE),
                    keys,
                    in.integer("EXCHANGE_ORDERS_PER_SECOND", 100, 1, MOST),
                    in.integer("EXCHANGE_TOKENS_PER_HOUR", 600, 1, MOST),
                    in.integer("EXCHANGE_PUBLIC_STREAMS", 5_000, 1, MOST),
                    in.findSecret("AMQP_URL", AmqpAddress::parse));
        });
    }

    private static URI address(String found) {
        List<URI> addresses = SettingsForms.uris(found);
        if (addresses.size() != 1) {
            throw new IllegalArgumentException("expected one http or https address");
        }
        return addresses.getFirst();
    }

    /** Returns the engine's socket. */
    Path engine() {
        return shortest(run().resolve("exchange.sock"));
    }

    /**
     * Returns the socket for nginx.
     *
     * @param copy 1 for the only gateway, or the first
     */
    Path socket(int copy) {
        return shortest(run().resolve(copy == 1 ? "gateway.sock" : "gateway-" + copy + ".sock"));
    }

    /** Returns the file of the demo issuer's key, which all gateways of the run share. */
    Path issuerKey() {
        return state.resolve("exchange-gateway").resolve("issuer.jwk").toAbsolutePath();
    }

    private Path run() {
        return state.resolve("run").resolve("exchange").toAbsolutePath();
    }

    /** Returns the path relative to the working folder when that is shorter: a socket's length is limited. */
    private static Path shortest(Path absolute) {
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }
}
