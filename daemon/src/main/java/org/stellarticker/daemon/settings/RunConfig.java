package org.stellarticker.daemon.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a run as a whole: where it listens and where it stores its data.
 *
 * @param port of nginx
 * @param bind the address nginx listens on
 * @param metricsPort of the metrics of all programs
 * @param metricsBind the address of that port
 * @param sandboxPort on 127.0.0.1, where the run has a sandbox
 * @param clients the limits that nginx applies by client address
 */
public record RunConfig(
        int port,
        String bind,
        int metricsPort,
        String metricsBind,
        int sandboxPort,
        String home,
        ClientConfig clients) {

    public static RunConfig read(Settings in) {
        int port = in.port("TICKER_PORT", 8000);
        var run = new RunConfig(
                port,
                in.read("TICKER_BIND", "127.0.0.1", RunConfig::address),
                in.port("METRICS_PORT", port + 2),
                in.read("METRICS_BIND", "127.0.0.1", RunConfig::address),
                in.port("SANDBOX_PORT", port + 1),
                in.read("TICKER_HOME", "var", RunConfig::folder),
                ClientConfig.read(in));
        Optional<Integer> tlsPort = in.find("TLS_PORT", found -> SettingsForms.integer(found, 1, Settings.LAST_PORT));
        run.checkPorts(in, in.flag("WITH_SANDBOX", "false"), tlsPort);
        return run;
    }

    private void checkPorts(Settings in, boolean withSandbox, Optional<Integer> tlsPort) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("TICKER_PORT", port);
        ports.put("METRICS_PORT", metricsPort);
        if (withSandbox) {
            ports.put("SANDBOX_PORT", sandboxPort);
        }
        tlsPort.ifPresent(found -> ports.put("TLS_PORT", found));
        if (port > Settings.LAST_PORT - 2
                && !(in.isGiven("METRICS_PORT") && (in.isGiven("SANDBOX_PORT") || !withSandbox))) {
            in.clash(
                    "TICKER_PORT: expected at most " + (Settings.LAST_PORT - 2)
                            + ", since METRICS_PORT and SANDBOX_PORT follow it where they are not set, found \"" + port
                            + "\"",
                    "TICKER_PORT");
            return;
        }
        Map<Integer, String> taken = new LinkedHashMap<>();
        ports.forEach((name, found) -> {
            String other = taken.putIfAbsent(found, name);
            if (other != null) {
                in.clash(
                        name + ": expected another port than " + other + ", found \"" + found + "\" for both",
                        name,
                        other);
            }
        });
    }

    private static String address(String found) {
        if (!found.matches("[0-9A-Za-z._:-]+")) {
            throw new IllegalArgumentException("expected an address of this machine such as 127.0.0.1 or 0.0.0.0");
        }
        return found;
    }

    // initdb hands its own path to a shell, between double quotes.
    private static String folder(String found) {
        if (found.matches("(?s).*[$`\"\\\\].*")) {
            throw new IllegalArgumentException("expected a path without any of $ ` \" \\");
        }
        return found;
    }
}
