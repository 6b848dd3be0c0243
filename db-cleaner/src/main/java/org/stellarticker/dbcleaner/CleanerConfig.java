package org.stellarticker.dbcleaner;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.journal.JournalTypes;

/**
 * The program's settings.
 *
 * @param interval time from one pass to the next
 */
record CleanerConfig(Retention retention, Duration interval, DatabaseAddress database) {

    /** The longest window, a week, and a day to spare. */
    private static final int FEWEST_RETENTION_DAYS = 8;

    private static final int MOST_DAYS = 36_500;

    static CleanerConfig read(Settings in) {
        return in.all(() -> new CleanerConfig(
                retention(in),
                in.duration("CLEAN_INTERVAL", Duration.ofMinutes(10)),
                in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }

    private static Retention retention(Settings in) {
        int trades = in.integer("RETENTION_DAYS", FEWEST_RETENTION_DAYS, FEWEST_RETENTION_DAYS, 3650);
        int backfill = in.days("BACKFILL_DAYS", FEWEST_RETENTION_DAYS);
        // Wider candles are made anew from finer ones, and these from trades, so each must be kept as long as its
        // source.
        int minutes = in.integer("CANDLE_1M_DAYS", Math.max(trades, 35), 1, MOST_DAYS);
        int hours = in.integer("CANDLE_1H_DAYS", Math.max(minutes, 730), 1, MOST_DAYS);
        int days = in.integer("CANDLE_1D_DAYS", 0, 0, MOST_DAYS);
        atMost(in, "BACKFILL_DAYS", backfill, "RETENTION_DAYS", trades);
        atLeast(in, "CANDLE_1M_DAYS", minutes, "RETENTION_DAYS", trades);
        atLeast(in, "CANDLE_1H_DAYS", hours, "CANDLE_1M_DAYS", minutes);
        if (days > 0) {
            atLeast(in, "CANDLE_1D_DAYS", days, "CANDLE_1H_DAYS", hours);
        }
        return new Retention(
                Duration.ofDays(trades),
                Duration.ofDays(minutes),
                Duration.ofDays(hours),
                days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
                Duration.ofDays(in.integer("REJECTED_DAYS", 90, 1, MOST_DAYS)),
                in.integer("REJECTED_ROWS", 100_000, 1, Integer.MAX_VALUE),
                in.duration("EVENT_RETENTION", Duration.ofDays(2)),
                archiveRequired(in),
                in.read("JOURNAL_TYPES", JournalTypes.USUAL, JournalTypes::parse));
    }

    private static boolean archiveRequired(Settings in) {
        boolean required = in.flag("ARCHIVE_REQUIRED", "false");
        if (required && !in.isGiven("ARCHIVE_URL")) {
            in.clash(
                    "ARCHIVE_REQUIRED: expected ARCHIVE_URL beside it, found none, so that no day would ever be dropped",
                    "ARCHIVE_REQUIRED",
                    "ARCHIVE_URL");
        }
        return required;
    }

    private static void atMost(Settings in, String name, int found, String bound, int most) {
        if (found > most) {
            in.clash(name + ": expected at most " + bound + " (" + most + "), found \"" + found + "\"", name, bound);
        }
    }

    private static void atLeast(Settings in, String name, int found, String bound, int least) {
        if (found < least) {
            in.clash(name + ": expected at least " + bound + " (" + least + "), found \"" + found + "\"", name, bound);
        }
    }
}
