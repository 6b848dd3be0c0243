package org.stellarticker.ingester;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * @param horizonUrls the first is asked, the next when it fails
 * @param requestsPerHour 0 for no limit
 * @param backfillDays how far back the first start reads
 * @param assetInterval how often all assets are read; on the public network that takes some 970 requests
 */
record IngesterConfig(
        List<URI> horizonUrls,
        int requestsPerHour,
        int backfillDays,
        Duration assetInterval,
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
                    in.secret("DATABASE_URL", DatabaseAddress::parse));
            int retentionDays = in.integer("RETENTION_DAYS", 8, FEWEST_RETENTION_DAYS, 3650);
            if (config.backfillDays > retentionDays) {
                in.fault("BACKFILL_DAYS: expected at most RETENTION_DAYS (" + retentionDays + "), found \""
                        + config.backfillDays + "\"");
            }
            return config;
        });
    }
}
