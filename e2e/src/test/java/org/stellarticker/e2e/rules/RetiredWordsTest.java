package org.stellarticker.e2e.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identifiers and the Javadoc of the product and of its tests use the field's words. */
class RetiredWordsTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void noIdentifierAndNoJavadocUsesARetiredWord() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).as("a scan that finds nothing proves nothing").hasSizeGreaterThan(400);
        assertThat(retiredWords().findIn(sources)).isEmpty();
    }

    @Test
    void aRetiredWordIsFoundInEachKindOfNameAndInJavadoc() throws IOException {
        Path offender = Path.of("src/test/java/org/stellarticker/e2e/rules/offender/StretchTeller.java");

        assertThat(retiredWords().findIn(List.of(offender)))
                .anyMatch(line -> line.contains("'stretch' in 'StretchTeller'"))
                .anyMatch(line -> line.contains("'told' in 'toldBefore'"))
                .anyMatch(line -> line.contains("'seam' in 'seam'"))
                .anyMatch(line -> line.contains("'isDead'; say reportSilent"))
                .anyMatch(line -> line.contains("'tells' in Javadoc"))
                .hasSize(5);
    }

    @Test
    void packagesAndTheirJavadocAreCheckedToo() throws IOException {
        Path offender = Files.writeString(
                folder.resolve("package-info.java"), "/** Hasty answers. */\npackage org.stellarticker.verdict;\n");

        assertThat(retiredWords().findIn(List.of(offender)))
                .anyMatch(line -> line.contains("'verdict' in 'org.stellarticker.verdict'"))
                .anyMatch(line -> line.contains("'hasty' in Javadoc"))
                .hasSize(2);
    }

    private static RetiredWords retiredWords() throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RetiredWordsTest.class.getResourceAsStream("retired-words.txt")), UTF_8))) {
            return new RetiredWords(lines.lines());
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT)) {
            return files.filter(file -> isChecked(CHECKOUT.relativize(file).toString()))
                    .toList();
        }
    }

    private static boolean isChecked(String file) {
        return file.matches("(clients/)?[a-z-]+/src/(main|test)/java/.*\\.java") && !file.contains("/rules/offender/");
    }
}
