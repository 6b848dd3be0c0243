package org.stellarticker.ingester;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.ingester.fetch.TomlAuthorities;
import org.stellarticker.publichttp.TrustedOrigins;

/**
 * The settings of the ingester.
 *
 * @param horizonUrls the servers; the first is preferred, the next one is asked while it fails
 * @param requestsPerHour the request budget; 0 for no limit
 * @param backfillDays how far back the first start reads
 * @param assetInterval how often all assets and their stellar.tomls are read; on the public network the assets take about
 *     970 requests
 * @param orderBookInterval how often the order books of the active markets are read
 * @param auditDelay how far the audit stays behind the newest ledger
 * @param candleHistoryDays how far back Horizon's daily candles are read; 0 for not at all
 * @param trustedOrigins the domains whose stellar.tomls are fetched from another address
 * @param tomlAuthorities the certificate authorities that are trusted for stellar.tomls, besides those of Java
 */
record IngesterConfig(
        List<URI> horizonUrls,
        int requestsPerHour,
        int backfillDays,
        Duration assetInterval,
        Duration orderBookInterval,
        Duration auditDelay,
        int candleHistoryDays,
        TrustedOrigins trustedOrigins,
        Optional<TomlAuthorities> tomlAuthorities,
        DatabaseAddress database) {

    /** A week of windows, and one day more. */
    private static final int FEWEST_RETENTION_DAYS = 8;

    static IngesterConfig read(Settings in) {
        return in.all(() -> {
            var config = new IngesterConfig(
                    in.uris("HORIZON_URL", "https://horizon.stellar.org"),
                    in.integer("HORIZON_REQUESTS_PER_HOUR", 3600, 0, 1_000_000_000),
                    in.days("BACKFILL_DAYS", 8),
                    in.duration("ASSET_INTERVAL", Duration.ofHours(1)),
                    in.duration("ORDERBOOK_INTERVAL", Duration.ofMinutes(10)),
                    in.duration("AUDIT_DELAY", Duration.ofSeconds(60)),
                    in.integer("CANDLE_HISTORY_DAYS", 730, 0, 36_500),
                    in.read("TOML_TRUSTED_ORIGINS", "", TrustedOrigins::parse),
                    in.find("TOML_CA_FILE", TomlAuthorities::read),
                    in.secret("DATABASE_URL", DatabaseAddress::parse));
            int retentionDays = in.integer("RETENTION_DAYS", 8, FEWEST_RETENTION_DAYS, 3650);
            if (config.backfillDays > retentionDays) {
                in.clash(
                        "BACKFILL_DAYS: expected at most RETENTION_DAYS (" + retentionDays + "), found \""
                                + config.backfillDays + "\"",
                        "BACKFILL_DAYS",
                        "RETENTION_DAYS");
            }
            return config;
        });
    }

    /** Returns how many order books are read each time: they may take a sixth of the request budget. */
    int orderBooks() {
        double requests = requestsPerHour
                / 6.0
                * orderBookInterval.toMillis()
                / Duration.ofHours(1).toMillis();
        return requestsPerHour == 0 ? Integer.MAX_VALUE : (int) Math.max(1, requests);
    }

    /** Returns for how many active markets the pool is read each time: a quarter of the order books. */
    int pools() {
        return Math.max(1, orderBooks() / 4);
    }
}
