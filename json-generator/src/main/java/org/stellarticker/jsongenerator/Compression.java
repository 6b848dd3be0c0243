package org.stellarticker.jsongenerator;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A compressed form in which a public file lies ready, so that nginx compresses nothing while it serves. */
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
    // One more takes half as much time again for three per cent, and a version of the markets lives for a second.
    private static final int QUALITY = 5;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What nginx looks for behind the file's name. */
    String suffix() {
        return suffix;
    }

    /** What is written to the result comes out compressed. */
    abstract OutputStream onto(OutputStream out) throws IOException;
}
