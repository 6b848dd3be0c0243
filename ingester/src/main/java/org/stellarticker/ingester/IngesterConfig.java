package org.stellarticker.ingester;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.ingester.fetch.TomlAuthorities;
import org.stellarticker.ingester.fetch.TrustedOrigins;

/**
 * @param horizonUrls the first is asked, the next when it fails
 * @param requestsPerHour 0 for no limit
 * @param backfillDays how far back the first start reads
 * @param assetInterval how often all assets are read, and the tomls of those listed; on the public network the assets
 *     take some 970 requests
 * @param orderBookInterval how often the order books of the active markets are read
 * @param auditDelay how far behind what is closing now trades are read a second time
 * @param candleHistoryDays how far back Horizon's own daily candles are read; 0 for not at all
 * @param trustedOrigins whose tomls are fetched from another address
 * @param tomlAuthorities who vouch for the servers of tomls, besides those that Java trusts
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

    /** A week of windows, and a day to spare. */
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

    /** How many order books are read each time: they may take a sixth of what all requests share. */
    int orderBooks() {
        double requests = requestsPerHour
                / 6.0
                * orderBookInterval.toMillis()
                / Duration.ofHours(1).toMillis();
        return requestsPerHour == 0 ? Integer.MAX_VALUE : (int) Math.max(1, requests);
    }

    /** How many active markets are asked for their pool each time: a quarter of what the order books may take. */
    int pools() {
        return Math.max(1, orderBooks() / 4);
    }
}
