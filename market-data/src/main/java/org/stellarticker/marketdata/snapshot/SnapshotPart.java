package org.stellarticker.marketdata.snapshot;

/**
 * A part of a snapshot that an answer asks for. Parts are records: equal ones are read once.
 *
 * @param <T> its value
 */
public interface SnapshotPart<T> {

    /** The rows of a part that holds a whole list of markets or assets, for {@link #rows}. */
    int LIST_ROWS = 5000;

    /**
     * Reads the value.
     *
     * @throws org.stellarticker.marketdata.AnswerRefused when there is no exact one; other parts are read all the same
     */
    T read(SnapshotRead in);

    /** Returns about how many rows the value holds in memory, while it is shared. */
    default int rows() {
        return 1;
    }
}
