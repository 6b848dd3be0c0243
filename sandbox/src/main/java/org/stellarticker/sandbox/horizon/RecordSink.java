package org.stellarticker.sandbox.horizon;

/** Takes the records of a list in the order asked for: a page, or a stream. */
@FunctionalInterface
interface RecordSink {

    /**
     * @param pagingToken of the record
     * @return whether there is room for another
     */
    boolean record(String pagingToken, JsonWriter.Body record);
}
