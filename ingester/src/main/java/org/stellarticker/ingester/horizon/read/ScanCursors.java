package org.stellarticker.ingester.horizon.read;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.ingester.horizon.client.HorizonException;

/** The cursors of one scan of a list. Each leads to a page of its own, so a repeated one means that the list would never end. */
public final class ScanCursors {

    private final Set<String> followed = new HashSet<>();

    /**
     * Adds where the next page begins, and returns whether there is one.
     *
     * @throws HorizonException when the scan followed the same cursor before
     */
    public boolean follow(Optional<String> next) {
        next.filter(cursor -> !followed.add(cursor)).ifPresent(cursor -> {
            throw new HorizonException("Horizon's list does not end: expected a new cursor after " + followed.size()
                    + " pages, found " + cursor + " again");
        });
        return next.isPresent();
    }
}
