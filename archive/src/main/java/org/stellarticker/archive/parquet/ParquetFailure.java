package org.stellarticker.archive.parquet;

/** A file could not be written or read; the message is one line for people. */
public final class ParquetFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ParquetFailure(String message) {
        super(message);
    }

    ParquetFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
