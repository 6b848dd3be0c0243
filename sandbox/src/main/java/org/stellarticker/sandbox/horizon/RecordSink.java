package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.horizon.json.JsonWriter;

/** Receives the records of a list in the requested order: a page, or a stream. */
@FunctionalInterface
interface RecordSink {

    /**
     * Receives a record.
     *
     * @param pagingToken of the record
     * @return whether another is wanted
     */
    boolean record(String pagingToken, JsonWriter.Body record);
}
