package org.stellarticker.jsongenerator.compress;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a text, with what it repeats of itself and of the part before it; that is searched when first asked for. */
public final class TextPart {

    private final byte[] text;
    private final byte[] before;
    private int @Nullable [] tokens;

    private TextPart(byte[] text, byte[] before) {
        this.text = text;
        this.before = before;
    }

    /** Makes the first part of a text. */
    public static TextPart first(byte[] text) {
        return new TextPart(text, new byte[0]);
    }

    /**
     * Makes the part that follows another one.
     *
     * @param known a part of the same text that followed another one earlier; it is returned when it repeats the same
     */
    public static TextPart after(TextPart before, byte[] text, Optional<TextPart> known) {
        return known.filter(part -> Arrays.equals(part.before, before.text))
                .orElseGet(() -> new TextPart(text, before.text));
    }

    public byte[] text() {
        return text;
    }

    int[] tokens(Repetitions repetitions) {
        if (tokens == null) {
            tokens = repetitions.tokens(before, text);
        }
        return tokens;
    }
}
