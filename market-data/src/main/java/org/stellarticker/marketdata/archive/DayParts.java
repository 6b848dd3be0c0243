package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.db.archive.ArchivedDay;

/**
 * Archived days in the order in which one question reads them.
 *
 * @param parts days that are read together; none of them is empty
 * @param cut whether there are more days than one question may read
 */
record DayParts(List<List<ArchivedDay>> parts, boolean cut) {

    /** Days of a question. Each is a file to open. */
    static final int MOST_DAYS = 400;

    /** Size of a question's days, all of their files. Two such questions fill the cache of files. */
    static final long MOST_BYTES = 2L << 30;

    /** Days that are read together at most. */
    private static final int LARGEST = 64;

    DayParts {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /** Returns all days as one part. */
    static DayParts together(List<ArchivedDay> days) {
        List<ArchivedDay> read = most(days);
        return new DayParts(read.isEmpty() ? List.of() : List.of(read), read.size() < days.size());
    }

    /** Returns parts of 1, 2, 4 and more days, for answers that mostly need the first ones only. */
    static DayParts growing(List<ArchivedDay> days) {
        List<ArchivedDay> read = most(days);
        var parts = new ArrayList<List<ArchivedDay>>();
        int from = 0;
        for (int size = 1; from < read.size(); size = Math.min(2 * size, LARGEST)) {
            int end = Math.min(from + size, read.size());
            parts.add(read.subList(from, end));
            from = end;
        }
        return new DayParts(parts, read.size() < days.size());
    }

    /** Returns the first days, as many as one question may read. */
    private static List<ArchivedDay> most(List<ArchivedDay> days) {
        long bytes = 0;
        int read = 0;
        while (read < Math.min(days.size(), MOST_DAYS) && bytes + days.get(read).bytes() <= MOST_BYTES) {
            bytes += days.get(read).bytes();
            read++;
        }
        return days.subList(0, read);
    }

    /** Says that these days were not enough. */
    static TooMuchArchived refusal(Instant from) {
        return new TooMuchArchived(
                from, "a shorter time: one answer reads at most " + MOST_DAYS + " archived days, and 2 GiB of them");
    }
}
