package org.stellarticker.jsongenerator.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A text of parts, and its compressed forms. They depend on the text and its division into parts alone. */
public final class PartedText {

    private final byte[] text;
    private final List<int[]> tokens = new ArrayList<>();

    /** Joins parts, each made after the one before it. */
    public PartedText(List<TextPart> parts, Repetitions repetitions) {
        text = new byte[parts.stream().mapToInt(part -> part.text().length).sum()];
        int at = 0;
        for (TextPart part : parts) {
            System.arraycopy(part.text(), 0, text, at, part.text().length);
            at += part.text().length;
            tokens.add(part.tokens(repetitions));
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(text);
    }

    /** Returns whether brotli can be made here; of a longer text the library makes it. */
    public boolean hasBrotli() {
        return text.length > 0 && text.length <= BrotliText.LONGEST;
    }

    public byte[] gzip() {
        var crc = new CRC32();
        crc.update(text);
        return Gzip.write(tokens, crc, text.length);
    }

    /** Returns the brotli form, where there {@linkplain #hasBrotli is one}. */
    public byte[] brotli() {
        return BrotliText.write(tokens, text);
    }
}
