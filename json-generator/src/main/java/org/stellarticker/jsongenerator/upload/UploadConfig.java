package org.stellarticker.jsongenerator.upload;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.objectstore.StoreAddress;

/**
 * Where public files are uploaded to.
 *
 * @param interval the time from one upload of what changed to the next
 */
public record UploadConfig(StoreAddress address, Duration interval) {

    /** Reads the settings; empty where nothing is uploaded. */
    public static Optional<UploadConfig> find(Settings in) {
        Duration interval = in.duration("PUBLISH_INTERVAL", Duration.ofSeconds(15));
        return StoreAddress.find(in, "PUBLISH_URL").map(address -> new UploadConfig(address, interval));
    }
}
