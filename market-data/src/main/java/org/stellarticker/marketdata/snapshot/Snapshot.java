package org.stellarticker.marketdata.snapshot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The values of one instant; a snapshot holds the parts that were asked for, and no others. */
public final class Snapshot {

    private final Map<SnapshotPart<?>, Object> values;
    private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

    Snapshot(Map<SnapshotPart<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Returns the value of a part.
     *
     * @throws org.stellarticker.marketdata.AnswerRefused when the part has no exact value
     */
    public <T> T get(SnapshotPart<T> part) {
        Object stored = values.get(part);
        if (stored == null) {
            throw new IllegalStateException("snapshot: expected one read with " + part + ", found one without");
        }
        return SnapshotRead.value(part, stored);
    }

    /** Returns what a face makes of this snapshot; it is made once and lives as long as the snapshot. */
    public <V> V view(Class<V> type, Function<Snapshot, V> making) {
        return type.cast(views.computeIfAbsent(type, _ -> making.apply(this)));
    }
}
