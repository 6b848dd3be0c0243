package org.stellarticker.db.asset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;

/**
 * How an asset stands: whether it is listed and valid, and what there is to say of the toml that its issuer links to.
 *
 * @param tomlUrl empty when there is no link
 * @param toml empty when it was never asked for
 */
public record AssetStatus(Asset asset, boolean listed, boolean valid, String tomlUrl, Optional<Toml> toml) {

    /**
     * What became of asking for it.
     *
     * @param outcome of the last time: read, unchanged, or the kind of failure
     * @param reason of a failure; empty for none
     * @param readAt when the last good reading was last known to be so; empty when there is none
     * @param faults of the last good reading, and of currencies' own tomls that it links to
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

        /** Whether it could be had when it was last asked for. */
        public boolean wasRead() {
            return outcome.equals("read") || outcome.equals("unchanged");
        }
    }

    /** What is wrong with a toml that was read all the same. */
    public record Fault(String tomlUrl, TomlFetch.Fault fault) {}
}
