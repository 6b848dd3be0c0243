package org.stellarticker.bench.market;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Compares the sizes of compressed forms with what the libraries make of the same text, as the product did before. */
final class CompressedSizes {

    private static final int QUALITY = 5;

    private CompressedSizes() {}

    /** Returns a gzip form's length divided by that of the JDK's, at its usual level. */
    static double gzip(Path plain, long length) throws IOException {
        var library = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(library)) {
            Files.copy(plain, out);
        }
        return (double) length / library.size();
    }

    /** Returns a brotli form's length divided by that of brotli's own library, at level 5. */
    static double brotli(Path plain, long length) throws IOException {
        Brotli4jLoader.ensureAvailability();
        byte[] library = Encoder.compress(Files.readAllBytes(plain), new Encoder.Parameters().setQuality(QUALITY));
        return (double) length / library.length;
    }
}
