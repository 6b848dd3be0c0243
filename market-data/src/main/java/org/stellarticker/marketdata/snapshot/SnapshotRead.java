package org.stellarticker.marketdata.snapshot;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.stellarticker.db.Transaction;
import org.stellarticker.marketdata.AnswerRefused;

/** Reads the parts of one snapshot in one transaction, each once. */
public final class SnapshotRead {

    private final Transaction tx;
    private final Instant now;
    private final Map<SnapshotPart<?>, Object> values = new HashMap<>();

    /** @param now whole microseconds */
    SnapshotRead(Transaction tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /** A part without an exact value, which has to wait until it is asked for. */
    record Refusal(AnswerRefused reason) {}

    public Transaction tx() {
        return tx;
    }

    /** Returns the instant of the snapshot, in whole microseconds. */
    public Instant now() {
        return now;
    }

    /** Returns the value of a part. */
    public <T> T get(SnapshotPart<T> part) {
        return value(part, load(part));
    }

    Map<SnapshotPart<?>, Object> readAll(Iterable<SnapshotPart<?>> parts) {
        var all = new HashMap<SnapshotPart<?>, Object>();
        for (SnapshotPart<?> part : parts) {
            all.put(part, load(part));
        }
        return all;
    }

    private Object load(SnapshotPart<?> part) {
        Object known = values.get(part);
        if (known != null) {
            return known;
        }
        Object read = readOrRefusal(part);
        values.put(part, read);
        return read;
    }

    private Object readOrRefusal(SnapshotPart<?> part) {
        try {
            return part.read(this);
        } catch (AnswerRefused refused) {
            return new Refusal(refused);
        }
    }

    @SuppressWarnings("unchecked") // A part is stored with its own value.
    static <T> T value(SnapshotPart<T> part, Object stored) {
        if (stored instanceof Refusal(AnswerRefused reason)) {
            throw reason;
        }
        return (T) stored;
    }
}
