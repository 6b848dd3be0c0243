package org.stellarticker.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Closes connections that are no longer needed. */
final class Sessions {

    private Sessions() {}

    static void closeQuietly(@Nullable Connection session) {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException alreadyGone) {
                // Closed is closed.
            }
        }
    }
}
