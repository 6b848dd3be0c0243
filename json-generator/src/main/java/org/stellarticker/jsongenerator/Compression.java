package org.stellarticker.jsongenerator;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A compressed form of a public file, made ready so that nginx compresses nothing while it serves. */
enum Compression {
    GZIP(".gz") {
        @Override
        OutputStream onto(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER);
        }
    },
    BROTLI(".br") {
        @Override
        OutputStream onto(OutputStream out) throws IOException {
            return new BrotliOutputStream(out, new Encoder.Parameters().setQuality(QUALITY), BUFFER);
        }
    };

    private static final int BUFFER = 1 << 16;
    // The next level takes half as much time again and saves three per cent, and a version of the markets lives for a
    // second.
    private static final int QUALITY = 5;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the suffix that nginx appends to the file's name. */
    String suffix() {
        return suffix;
    }

    /** Returns a stream that compresses onto the given one. */
    abstract OutputStream onto(OutputStream out) throws IOException;
}
