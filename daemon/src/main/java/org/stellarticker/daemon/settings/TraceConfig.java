package org.stellarticker.daemon.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a program sends its traces. The names, and what they mean, are those of OpenTelemetry.
 *
 * @param collector base address of a collector that takes OTLP over HTTP, without {@code /v1/traces}
 * @param headers of each request, such as a key; secret
 * @param orderShare the share of the exchange's orders that are traced, 0 to 1; ledgers are few and are all traced
 */
public record TraceConfig(URI collector, Map<String, String> headers, double orderShare) {

    /** A name of HTTP, and visible characters; no encoded control character. */
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*=\\s*((?:[ -$&-~]|%[2-6][0-9A-Fa-f]|%7[0-9A-Ea-e])*)");

    /** With it, full load costs less than 2 % more. */
    private static final String DEFAULT_SHARE = "0.01";

    public TraceConfig {
        headers = Map.copyOf(headers);
    }

    /** Returns empty when no collector is named: nothing is traced then. */
    static Optional<TraceConfig> read(Settings in) {
        Optional<URI> collector = in.find("OTEL_EXPORTER_OTLP_ENDPOINT", TraceConfig::address);
        Optional<Map<String, String>> headers = in.findSecret("OTEL_EXPORTER_OTLP_HEADERS", TraceConfig::headers);
        double share = in.read("OTEL_TRACES_SAMPLER_ARG", DEFAULT_SHARE, TraceConfig::share);
        return collector.map(address -> new TraceConfig(address, headers.orElse(Map.of()), share));
    }

    private static URI address(String found) {
        String expected = "expected one http:// or https:// address such as http://127.0.0.1:4318";
        if (found.contains(",")) {
            throw new IllegalArgumentException(expected);
        }
        try {
            return SettingsForms.uris(found).getFirst();
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(expected, unusable);
        }
    }

    private static Map<String, String> headers(String found) {
        var headers = new LinkedHashMap<String, String>();
        for (String pair : found.split(",", -1)) {
            Matcher parts = HEADER.matcher(pair.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "expected NAME=VALUE pairs separated by commas, values percent-encoded and without line breaks");
            }
            // A + stands for itself, and not for a space.
            String value = parts.group(2).replace("+", "%2B");
            headers.put(parts.group(1), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static double share(String found) {
        if (found.matches("0|1|0?\\.[0-9]{1,9}|1\\.0+|0\\.0+")) {
            return Double.parseDouble(found);
        }
        throw new IllegalArgumentException("expected a share from 0 to 1 such as 0.01");
    }
}
