package org.stellarticker.db.asset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;

/**
 * The status of an asset: whether it is listed and valid, and the last fetch of its issuer's toml.
 *
 * @param tomlUrl empty when there is no link
 * @param toml empty when it was never requested
 */
public record AssetStatus(Asset asset, boolean listed, boolean valid, String tomlUrl, Optional<Toml> toml) {

    /**
     * The last fetch of a toml.
     *
     * @param outcome of the last request: read, unchanged, or the kind of failure
     * @param reason of a failure; empty after a success
     * @param readAt when the last good content was last known to be current; empty when there is none
     * @param faults problems of the last good content, and of currencies' own files that it links to
     */
    public record Toml(
            String url,
            String outcome,
            String reason,
            Instant askedAt,
            Optional<Instant> readAt,
            Instant dueAt,
            List<Fault> faults) {

        public Toml {
            faults = List.copyOf(faults);
        }

        /** Returns whether the last fetch succeeded. */
        public boolean isFetched() {
            return outcome.equals("read") || outcome.equals("unchanged");
        }
    }

    /** A problem of a toml that was used all the same. */
    public record Fault(String tomlUrl, TomlFetch.Fault fault) {}
}
