package org.stellarticker.daemon.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all settings, so that a misspelt name does not go unnoticed.
 *
 * <p>All programs start with one environment, so each knows the names of the others, too. A name is suspicious when it
 * begins as only our settings do, or when it is one typing error away from a known one, such as {@code RETENTION_DAY}.
 */
public final class KnownNames {

    /** First words that no other software uses for its settings. */
    private static final Set<String> OUR_WORDS =
            Set.of("TICKER", "HORIZON", "SANDBOX", "BACKFILL", "RETENTION", "ORDERBOOK", "TOML", "CANDLE", "EXCHANGE");

    /** In shorter names, a difference of one letter is more often another word. */
    private static final int LONG_NAME = 8;

    private static final Set<String> OF_ALL_PROGRAMS = Set.of(
            "TICKER_PORT",
            "TICKER_HOME",
            "TICKER_BIND",
            "TICKER_STATE",
            "TICKER_DIST",
            "EXCHANGE",
            "EXCHANGE_GATEWAYS",
            "EXCHANGE_OPEN_ORDERS",
            "EXCHANGE_ALL_OPEN_ORDERS",
            "EXCHANGE_FINISHED_ORDERS",
            "EXCHANGE_ACCOUNTS",
            "EXCHANGE_WAITING_FILLS",
            "EXCHANGE_SNAPSHOT_COMMANDS",
            "EXCHANGE_EVENTS_KEPT",
            "EXCHANGE_JWKS_URL",
            "EXCHANGE_JWT_ISSUER",
            "EXCHANGE_ORDERS_PER_SECOND",
            "EXCHANGE_TOKENS_PER_HOUR",
            "EXCHANGE_PUBLIC_STREAMS",
            "AMQP_URL",
            "METRICS_PORT",
            "METRICS_BIND",
            "METRICS_PUBLIC",
            "PROGRAM_METRICS_PORT",
            "API_LISTEN",
            "API_SERVERS",
            "CONNECTION_LIMIT",
            "RATE_LIMIT",
            "TRUSTED_PROXIES",
            "TLS_PORT",
            "TLS_CERT_FILE",
            "TLS_KEY_FILE",
            "DATABASE_URL",
            "DATABASE_ADMIN_URL",
            "DATABASE_READ_URL",
            "REPLICA_MAX_LAG",
            "READ_ONLY_ROLE",
            "DISK_RESERVE",
            "LOG_LEVEL",
            "LOG_FORMAT",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_TRACES_SAMPLER_ARG",
            "HORIZON_URL",
            "HORIZON_REQUESTS_PER_HOUR",
            "BACKFILL_DAYS",
            "RETENTION_DAYS",
            "ASSET_INTERVAL",
            "ORDERBOOK_INTERVAL",
            "AUDIT_DELAY",
            "CANDLE_HISTORY_DAYS",
            "DUST_FLOOR_STROOPS",
            "QUOTE_RANKING",
            "VERIFIED_ISSUERS",
            "USD_REFERENCE",
            "BOOK_MAX_AGE",
            "DIRECTORY_LISTS",
            "BLOCKED_DOMAIN_LISTS",
            "LISTS_INTERVAL",
            "JOURNAL_TYPES",
            "SIGN_UP",
            "KEY_QUOTA",
            "AUTH_HOME_DOMAIN",
            "AUTH_WEB_DOMAIN",
            "AUTH_SIGNING_KEY",
            "TOML_TRUSTED_ORIGINS",
            "TOML_CA_FILE",
            "ARCHIVE_URL",
            "ARCHIVE_INTERVAL",
            "ARCHIVE_REQUIRED",
            "S3_ENDPOINT",
            "S3_REGION",
            "S3_ACCESS_KEY",
            "S3_SECRET_KEY",
            "CLEAN_INTERVAL",
            "CANDLE_1M_DAYS",
            "CANDLE_1H_DAYS",
            "CANDLE_1D_DAYS",
            "REJECTED_DAYS",
            "REJECTED_ROWS",
            "EVENT_RETENTION",
            "PUBLISH_URL",
            "PUBLISH_INTERVAL",
            "EVENTS_KAFKA_URL",
            "EVENTS_KAFKA_PREFIX",
            "EVENTS_KAFKA_SECURITY_PROTOCOL",
            "EVENTS_KAFKA_SASL_MECHANISM",
            "EVENTS_KAFKA_USER",
            "EVENTS_KAFKA_PASSWORD",
            "EVENTS_KAFKA_CA",
            "EVENTS_KAFKA_CLIENT",
            "SUBSCRIPTIONS",
            "WEBHOOK_TRUSTED_ORIGINS",
            "SANDBOX_PORT",
            "SANDBOX_LEDGER_SECONDS",
            "SANDBOX_STREAM_SECONDS",
            "SANDBOX_TRADES_PER_SECOND",
            "SANDBOX_HISTORY_TRADES",
            "SANDBOX_SEED",
            "SANDBOX_ASSETS",
            "SANDBOX_POOLS",
            "SANDBOX_MARKETS",
            "SANDBOX_REQUESTS_PER_HOUR",
            "SANDBOX_REPLAY",
            "SANDBOX_FAULTS");

    private final Set<String> known = new TreeSet<>(OF_ALL_PROGRAMS);

    public KnownNames(Collection<String> asked) {
        known.addAll(asked);
    }

    /**
     * Returns the names of all programs' settings, as docs/configuration.md lists them, and those that the run sets
     * itself.
     */
    public static Set<String> ofAllPrograms() {
        return OF_ALL_PROGRAMS;
    }

    /** Returns one line for each name that looks like a setting of ours but is not known. */
    public List<String> unknown(Map<String, String> given) {
        return given.entrySet().stream()
                .filter(variable -> !ServiceLinks.isOne(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst("_FILE$", "")))
                .sorted()
                .map(this::warning)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> warning(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String file = upper.endsWith("_FILE") ? "_FILE" : "";
        String meant = upper.substring(0, upper.length() - file.length());
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> Slips.between(meant, candidate)))
                .orElseThrow();
        boolean hasOwnPrefix = OUR_WORDS.contains(upper.replaceFirst("_.*", "")) && upper.contains("_");
        boolean slip = Slips.between(meant, nearest) <= (meant.length() < LONG_NAME ? 1 : 2);
        return hasOwnPrefix || slip
                ? Optional.of(name + ": no such setting; did you mean " + nearest + file + "?")
                : Optional.empty();
    }
}
