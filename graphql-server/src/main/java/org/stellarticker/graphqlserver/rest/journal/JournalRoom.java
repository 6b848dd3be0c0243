package org.stellarticker.graphqlserver.rest.journal;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.journal.JournalBounds;
import org.stellarticker.db.journal.JournalStore;
import org.stellarticker.db.journal.JournalStore.Stored;
import org.stellarticker.db.journal.JournalType;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.journal.NewEntry;
import org.stellarticker.graphqlserver.account.ChangeRefused;

/**
 * Says whether the journal has room for more, so that crawlers cannot fill the disk. Each account has its own room, so that none
 * takes another's by using the same types. Safe for use by many threads.
 */
final class JournalRoom {

    /** How long the size of the whole journal counts. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final JournalTypes types;
    private final JournalBounds bounds;
    private final Clock clock;
    private final JournalStore store = new JournalStore();
    private volatile Size all = new Size(0, Instant.EPOCH);

    JournalRoom(JournalTypes types, JournalBounds bounds, Clock clock) {
        this.types = types;
        this.bounds = bounds;
        this.clock = clock;
    }

    private record Size(long bytes, Instant counted) {}

    /**
     * Checks that an account may add entries.
     *
     * @throws ChangeRefused with 409 when there is no room for them
     */
    void check(Transaction tx, long accountId, List<NewEntry> entries) {
        List<Stored> there = store.count(tx, accountId);
        Map<String, Long> counts = there.stream().collect(toMap(Stored::type, Stored::entries));
        entries.stream()
                .collect(groupingBy(NewEntry::type, counting()))
                .forEach((type, more) -> checkType(type, counts.getOrDefault(type, 0L), more));
        long bytes = there.stream().mapToLong(Stored::bytes).sum()
                + entries.stream().mapToLong(JournalBounds::bytes).sum();
        // As much again may come before db-cleaner deletes the oldest ones.
        if (bytes > 2 * bounds.account()) {
            throw new ChangeRefused(
                    409,
                    "the entries of this account take " + megabytes(bytes) + " MB with these, and "
                            + megabytes(bounds.account())
                            + " MB are kept; try again when the oldest ones are deleted, in some minutes");
        }
        if (bytes > bounds.few() && all(tx) > bounds.all()) {
            throw new ChangeRefused(
                    409,
                    "the journal is full: until entries end, only accounts whose entries take less than "
                            + megabytes(bounds.few()) + " MB add more");
        }
    }

    private void checkType(String name, long there, long more) {
        int most = types.find(name).map(JournalType::entries).orElse(0);
        if (there + more > 2L * most) {
            throw new ChangeRefused(
                    409,
                    "this account has " + there + " entries of the type " + name + ", of which " + most
                            + " are kept; try again when the oldest ones are deleted, in some minutes");
        }
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    private long all(Transaction tx) {
        Instant now = clock.instant();
        Size known = all;
        if (known.counted().plus(KEPT).isBefore(now)) {
            known = new Size(store.count(tx).stream().mapToLong(Stored::bytes).sum(), now);
            all = known;
        }
        return known.bytes();
    }
}
