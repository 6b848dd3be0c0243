package org.stellarticker.jsongenerator.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The compressed forms against the readers of the JDK and of brotli's own library. */
class PartedTextTest {

    private final Repetitions repetitions = new Repetitions();

    @BeforeAll
    static void loadBrotli() {
        Brotli4jLoader.ensureAvailability();
    }

    @RepeatedTest(200)
    void anyTextComesBack(RepetitionInfo run) throws IOException {
        var random = new Random(run.getCurrentRepetition());
        var texts = new ArrayList<byte[]>();
        int letters = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
        for (int i = random.nextInt(40); i >= 0; i--) {
            var text = new byte[random.nextInt(1 << random.nextInt(1, 14))];
            for (int at = 0; at < text.length; at++) {
                // Now and then what stood here in the text before.
                boolean again = random.nextInt(100) > 3 && !texts.isEmpty() && at < texts.getLast().length;
                text[at] = again ? texts.getLast()[at] : (byte) random.nextInt(letters);
            }
            texts.add(text);
        }

        assertComesBack(texts);
    }

    @Test
    void textsOfOneByteOrOneLetterComeBack() throws IOException {
        assertComesBack(List.of(new byte[] {7}));
        assertComesBack(List.of(new byte[70_000]));
        assertComesBack(List.of(new byte[0], "a".getBytes(UTF_8), new byte[0], "a".getBytes(UTF_8)));
        var all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        assertComesBack(List.of(all));
        // More than the farthest that a copy may reach.
        assertComesBack(List.of(new byte[100_000], all, new byte[100_000], all));
    }

    private void assertComesBack(List<byte[]> texts) throws IOException {
        byte[] whole = joined(texts);
        var text = new PartedText(parts(texts), repetitions);

        assertThat(gunzipped(text.gzip())).isEqualTo(whole);
        if (text.hasBrotli()) {
            assertThat(unbrotlied(text.brotli())).isEqualTo(whole);
        }
    }

    @Test
    void aPartThatStaysAfterTheSamePartIsKept() {
        TextPart head = TextPart.first("head".getBytes(UTF_8));
        TextPart part = TextPart.after(head, "tail".getBytes(UTF_8), Optional.empty());

        assertThat(TextPart.after(TextPart.first("head".getBytes(UTF_8)), part.text(), Optional.of(part)))
                .isSameAs(part);
        assertThat(TextPart.after(TextPart.first("Head".getBytes(UTF_8)), part.text(), Optional.of(part)))
                .isNotSameAs(part);
    }

    @Test
    void marketsAreHardlyLongerThanTheLibrariesMakeThem() throws IOException {
        List<byte[]> texts = markets(new Random(3), 500);
        byte[] whole = joined(texts);
        var text = new PartedText(parts(texts), repetitions);
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(whole);
        }

        assertThat(text.gzip()).hasSizeLessThan(gzip.size() * 11 / 10);
        assertThat(text.brotli())
                .hasSizeLessThan(Encoder.compress(whole, new Encoder.Parameters().setQuality(5)).length * 11 / 10);
        assertComesBack(texts);
    }

    private static List<byte[]> markets(Random random, int count) {
        var texts = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder(",\n        {\n            \"name\": \"XLM_T" + i + "\"");
            double price = Math.exp(random.nextGaussian());
            for (String member : List.of("base_volume", "counter_volume", "open", "low", "high", "change", "close")) {
                text.append(String.format(Locale.ROOT, ",\n            \"%s\": %s", member, price));
                price *= random.nextInt(4) == 0 ? 1 : Math.exp(random.nextGaussian() / 100);
            }
            texts.add(text.append("\n        }").toString().getBytes(UTF_8));
        }
        return texts;
    }

    private static List<TextPart> parts(List<byte[]> texts) {
        var parts = new ArrayList<TextPart>();
        for (byte[] text : texts) {
            parts.add(parts.isEmpty() ? TextPart.first(text) : TextPart.after(parts.getLast(), text, Optional.empty()));
        }
        return parts;
    }

    private static byte[] joined(List<byte[]> texts) {
        var all = new ByteArrayOutputStream();
        texts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] gunzipped(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static byte[] unbrotlied(byte[] brotli) throws IOException {
        try (var in = new BrotliInputStream(new ByteArrayInputStream(Arrays.copyOf(brotli, brotli.length)))) {
            return in.readAllBytes();
        }
    }
}
