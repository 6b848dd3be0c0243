package org.stellarticker.graphqlserver.lists;

import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.settings.Settings;

/**
 * The settings of lists.
 *
 * @param directories lists of accounts with names and tags
 * @param blockedDomains lists of domains that are known for fraud
 * @param interval how often all are read again
 */
public record ListSettings(List<ListSource> directories, List<ListSource> blockedDomains, Duration interval) {

    public ListSettings {
        directories = List.copyOf(directories);
        blockedDomains = List.copyOf(blockedDomains);
    }

    public static ListSettings read(Settings in) {
        return new ListSettings(
                in.read("DIRECTORY_LISTS", "", ListSource::parse),
                in.read("BLOCKED_DOMAIN_LISTS", "", ListSource::parse),
                in.duration("LISTS_INTERVAL", Duration.ofHours(24)));
    }
}
