package org.stellarticker.db.journal;

/**
 * How much the journal may hold, whatever its types are called. Crawlers are kept apart: each fills its own share.
 *
 * @param account bytes of the entries of one account; twice as much is taken before db-cleaner deletes the oldest ones
 * @param all bytes of all entries; beyond it, only accounts with less than {@code few} add more
 * @param few bytes of an account that may add while there is too much in all
 */
public record JournalBounds(long account, long all, long few) {

    /** What a row takes beside its body and tags, about. */
    static final int ROW = 500;

    private static final long MB = 1L << 20;

    public static final JournalBounds USUAL = new JournalBounds(128 * MB, 4_096 * MB, 16 * MB);

    /** Returns about how many bytes an entry takes. */
    public static long bytes(NewEntry entry) {
        return (long) entry.body().length() + String.join(" ", entry.tags()).length() + ROW;
    }
}
