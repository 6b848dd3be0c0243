package org.stellarticker.sandbox;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchange.Instruments;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.sandbox.exchange.ExchangeNetwork;
import org.stellarticker.sandbox.fault.FaultPlan;
import org.stellarticker.sandbox.market.MarketPlan;
import org.stellarticker.sandbox.market.MarketSize;
import org.stellarticker.sandbox.market.SimulatedMarket;
import org.stellarticker.sandbox.network.PlayedNetwork;
import org.stellarticker.sandbox.replay.Recording;
import org.stellarticker.sandbox.replay.Replay;

/**
 * The sandbox's settings.
 *
 * @param port on the loopback address
 * @param ledgerInterval time between two live ledgers
 * @param network the network to play
 * @param journal the folder of the ledger journal
 * @param faults the faults to inject
 * @param requestsPerHour the limit of an address; empty for no limit
 * @param streamChecks time between two checks of a stream for a new ledger; zero for none
 */
record SandboxConfig(
        int port,
        Duration ledgerInterval,
        PlayedNetwork.Source network,
        Path journal,
        Optional<FaultPlan> faults,
        OptionalInt requestsPerHour,
        Duration streamChecks) {

    private enum Switch {
        ON,
        OFF
    }

    private static final String GOLDEN = "golden";
    /** In the run's folder. */
    private static final String EXCHANGE_SOCKET = "run/exchange/exchange.sock";

    private static final BigDecimal MOST_TRADES = new BigDecimal(100_000);
    private static final BigDecimal LEAST_SECONDS = new BigDecimal("0.01");
    private static final BigDecimal MOST_SECONDS = new BigDecimal(3600);
    /** A stream ends after 55 seconds. */
    private static final BigDecimal MOST_STREAM_SECONDS = new BigDecimal(50);

    static SandboxConfig read(Settings in) {
        return in.all(() -> {
            Duration ledgerInterval = in.read("SANDBOX_LEDGER_SECONDS", "1", SandboxConfig::seconds);
            return new SandboxConfig(
                    in.port("SANDBOX_PORT", in.port("TICKER_PORT", 8000) + 1),
                    ledgerInterval,
                    network(in, ledgerInterval),
                    state(in).resolve("journal"),
                    in.find("SANDBOX_FAULTS", FaultPlan::parse),
                    requestsPerHour(in),
                    in.read("SANDBOX_STREAM_SECONDS", "0", SandboxConfig::streamChecks));
        });
    }

    private static OptionalInt requestsPerHour(Settings in) {
        int requests = in.integer("SANDBOX_REQUESTS_PER_HOUR", 0, 0, 100_000_000);
        return requests == 0 ? OptionalInt.empty() : OptionalInt.of(requests);
    }

    /** Returns a recording where one is named, else the simulated market. */
    private static PlayedNetwork.Source network(Settings in, Duration ledgerInterval) {
        Optional<Double> tradesPerSecond = in.find("SANDBOX_TRADES_PER_SECOND", SandboxConfig::trades);
        var market = new MarketPlan(
                in.read("SANDBOX_SEED", "1", SandboxConfig::seed),
                size(in),
                in.integer("SANDBOX_HISTORY_TRADES", 200_000, 0, 100_000_000),
                tradesPerSecond.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                ledgerInterval);
        Optional<PlayedNetwork.Source> recording = in.find("SANDBOX_REPLAY", SandboxConfig::recording)
                .map(found -> (folder, clock) -> Replay.open(found, folder, clock));
        if (in.choice("EXCHANGE", Switch.OFF) == Switch.OFF) {
            return recording.orElse((folder, clock) -> SimulatedMarket.open(market, folder, clock));
        }
        if (recording.isPresent()) {
            in.clash(
                    "EXCHANGE: expected off with SANDBOX_REPLAY, because a recording has all trades of its markets",
                    "EXCHANGE",
                    "SANDBOX_REPLAY");
        }
        Path socket = shortest(state(in).resolve(EXCHANGE_SOCKET).toAbsolutePath());
        return (folder, clock) ->
                ExchangeNetwork.open(market, Instruments.ofTheSandbox(), ExchangeClient.open(socket), folder, clock);
    }

    private static Path state(Settings in) {
        return in.path("TICKER_STATE", in.text("TICKER_HOME", "var") + "/demo");
    }

    /** Returns the path relative to the working folder when that is shorter: a socket's length is limited. */
    private static Path shortest(Path absolute) {
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }

    private static MarketSize size(Settings in) {
        MarketSize least = MarketSize.CATALOG;
        int assets = in.integer("SANDBOX_ASSETS", least.assets(), least.assets(), MarketSize.MOST_ASSETS);
        int most = assets * MarketSize.MOST_FOR_AN_ASSET;
        return new MarketSize(
                assets,
                in.integer("SANDBOX_POOLS", least.pools(), least.pools(), most),
                in.integer("SANDBOX_MARKETS", least.markets(), least.markets(), most));
    }

    private static Recording recording(String found) {
        return found.equals(GOLDEN) ? Recording.golden() : Recording.in(Path.of(found));
    }

    private static long seed(String found) {
        try {
            return Long.parseLong(found);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("expected a whole number within 64 bits", notANumber);
        }
    }

    private static double trades(String found) {
        return decimal(found, BigDecimal.ZERO, MOST_TRADES, "trades a second from 0 to 100000, such as 20 or 0.5")
                .doubleValue();
    }

    private static Duration seconds(String found) {
        return duration(decimal(found, LEAST_SECONDS, MOST_SECONDS, "seconds from 0.01 to 3600, such as 1 or 0.2"));
    }

    private static Duration streamChecks(String found) {
        return duration(decimal(found, BigDecimal.ZERO, MOST_STREAM_SECONDS, "seconds from 0 to 50, such as 5"));
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    private static BigDecimal decimal(String found, BigDecimal least, BigDecimal most, String expected) {
        try {
            var value = new BigDecimal(found);
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with what was expected.
        }
        throw new IllegalArgumentException("expected " + expected);
    }
}
