package org.stellarticker.ingester.toml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.ingester.toml.TomlProblem.Kind;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

@Timeout(120)
class TolerantTomlTest {

    /** The size limit of SEP-1. */
    private static final int MAX_BYTES = 100 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\nb = -17\nc = +0\nd = 1_000\ne = 0xDEAD_beef\nf = 0o755\ng = 0b1101",
                "a = true\nb = false # c\nc = [ ]\nd = {}",
                "a = \"x\\ty\\u00e9\\U0001F600\\\"\\\\\"",
                "a = '''\nfirst\n  second'''\nb = '\\n raw'",
                "a = \"\"\"\nfirst\nsecond \\\n    joined \"quoted\" \"\"\"\"\"",
                "a.b.c = 1\na.b.d = 2\n\"e f\".g = 3\n'h' = 4",
                "[a.b]\nc = 1\n[a]\nd = 2\n[a.b.e]\nf = 3",
                "[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a.c]]\nd = 3\n[[a]]\nb = 4\n[a.e]\nf = 5",
                "a = [1, 2, [3, [4]], # five\n 5,\n]\nb = [\"x\",\n\n'y' ]",
                "a = { b = 1, c = { d = [1,2] }, \"e f\" = \"g\" }",
                "a = 1.5\nb = -0.25\nc = 1e3\nd = 6.25e-2",
                "a = 1979-05-27T07:32:00Z\nb = 1979-05-27\nc = 07:32:00",
                "# only a comment",
                "",
                "a = \"# no comment\" # a comment\nb = '# neither'",
                "  [ a . \"b\" ]  # c\n  c=1\r\nd\t=\t2\r\n",
            })
    void readsValidTomlLikeAStrictParser(String text) {
        TomlParseResult strict = Toml.parse(text);
        assertThat(strict.errors()).isEmpty();

        TolerantToml read = TolerantToml.read(text.getBytes(UTF_8));

        assertThat(read.problems()).isEmpty();
        assertThat(comparable(read.root())).isEqualTo(comparable(RealTomlsTest.plain(strict)));
    }

    /** Normalises numbers and times, so that equal values compare as equal. */
    private static String comparable(Object value) {
        return value.toString()
                .replaceAll("([0-9])E\\+?([0-9]+)", "$1e$2")
                .replace("1.0e3", "1e3")
                .replace("1000.0", "1e3")
                .replace("07:32:00Z", "07:32Z")
                .replace("07:32:00", "07:32");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a = \"open\nb = 2", "{a=open, b=2}", List.of(Kind.UNCLOSED_TEXT)),
                Arguments.of("a = \"one\n two\"\nb = 2", "{a=one\n two, b=2}", List.of(Kind.UNCLOSED_TEXT)),
                Arguments.of("a = \"\nb = \"\nc = 3", "{a=, b=, c=3}", List.of(Kind.UNCLOSED_TEXT, Kind.UNCLOSED_TEXT)),
                Arguments.of(
                        "a = \"one\"\n \"two\",\n \"three\"\nb = 2",
                        "{a=one two three, b=2}",
                        List.of(Kind.TEXT_IN_PIECES, Kind.TRAILING)),
                Arguments.of(
                        "a = \"say \"hi\" to\"\nb = 2",
                        "{a=say \"hi\" to, b=2}",
                        List.of(Kind.QUOTE_WITHIN, Kind.QUOTE_WITHIN)),
                Arguments.of("a = word of mouth\nb = 2", "{a=word of mouth, b=2}", List.of(Kind.UNQUOTED)),
                Arguments.of("a = \u201Ccurly\u201D\nb = 2", "{a=curly, b=2}", List.of(Kind.CURLY_QUOTES)),
                Arguments.of("a =\nb = 2", "{b=2}", List.of(Kind.NO_VALUE)),
                Arguments.of("a = # nothing\nb = 2", "{b=2}", List.of(Kind.NO_VALUE)),
                Arguments.of("just words\nb = 2", "{b=2}", List.of(Kind.NO_KEY)),
                Arguments.of("odd key = 1\nb = 2", "{key=1, b=2}", List.of(Kind.ODD_KEY)),
                Arguments.of("a = 1\na = 2", "{a=2}", List.of(Kind.DUPLICATE_KEY)),
                Arguments.of("a = \"x\"\na = \"\"", "{a=x}", List.of(Kind.DUPLICATE_KEY)),
                Arguments.of("a = \"x\"<br/>\nb = 2", "{a=x, b=2}", List.of(Kind.TRAILING)),
                Arguments.of("a = (\"x\")\nb = 2", "{a=x, b=2}", List.of(Kind.TRAILING)),
                Arguments.of("a =\n[\n\"x\"]\nb = 2", "{a=[x], b=2}", List.of(Kind.LIST_ON_NEXT_LINE)),
                Arguments.of("a = [\"x\",\n[[c]]\nd = 1", "{a=[x], c=[{d=1}]}", List.of(Kind.UNCLOSED_BRACKET)),
                Arguments.of("a = [\"x\",\nb = 2", "{a=[x], b=2}", List.of(Kind.UNCLOSED_BRACKET)),
                Arguments.of("a = [\"x,\n\"y\"]", "{a=[x, y]}", List.of(Kind.UNCLOSED_TEXT)),
                Arguments.of("[a\nb = 1", "{a={b=1}}", List.of(Kind.UNCLOSED_BRACKET)),
                Arguments.of("[[a]\nb = 1", "{a=[{b=1}]}", List.of(Kind.UNCLOSED_BRACKET)),
                Arguments.of("[a]\nb = 1\n[a]\nb = 2", "{a=[{b=1}, {b=2}]}", List.of(Kind.DUPLICATE_KEY)),
                Arguments.of("[a]\nb = 1\n[[a]]\nb = 2", "{a=[{b=1}, {b=2}]}", List.of(Kind.DUPLICATE_KEY)),
                Arguments.of("a = \"\\q\"", "{a=\\q}", List.of(Kind.UNKNOWN_ESCAPE)),
                Arguments.of("a = True", "{a=True}", List.of(Kind.WRONG_KIND)),
                Arguments.of("a = {b = 1", "{a={b=1}}", List.of(Kind.UNCLOSED_BRACKET)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void readsBrokenTomlAsItIsMeant(String text, String expected, List<Kind> kinds) {
        TolerantToml read = TolerantToml.read(text.getBytes(UTF_8));

        assertThat(read.root()).hasToString(expected);
        assertThat(read.problems()).extracting(TomlProblem::kind).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void aProblemHasItsLine() {
        var toml = TolerantToml.read("# one\na = \"open\n\nb = \"x\" y\n".getBytes(UTF_8));

        assertThat(toml.problems())
                .containsExactly(
                        new TomlProblem(2, Kind.UNCLOSED_TEXT, "open"), new TomlProblem(4, Kind.TRAILING, "y"));
    }

    /** Input that aims at an endless loop or a stack overflow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "{",
                "\"",
                "'",
                "=",
                "a=[",
                "a={a=",
                "a=\"",
                "a=\"x\"",
                "a=(",
                "a.",
                "[a]",
                "[[a]]\n",
                "[[a]\n",
                "\\",
                "a=\"\\",
                "a=\"\\u",
                "#",
                "\n",
                "\r",
                "\t",
                "\0",
                "\u201C",
                "a=\u201C",
                "a=\n[",
                "a=1\n",
                "1",
                "a=1e9",
                "a=\"\"\"",
                "a='''",
                "\"a\"=",
                "a = \"x\" \"y\"\n",
                "a=\"x\n",
                ",",
                "a=[1,\n",
                "\uD83D\uDE00"
            })
    void readsARepeatedPieceToItsEnd(String piece) {
        byte[] bytes = piece.repeat(MAX_BYTES / piece.getBytes(UTF_8).length).getBytes(UTF_8);

        assertThat(TolerantToml.read(bytes).problems()).hasSizeLessThanOrEqualTo(100);
        assertThat(TolerantToml.read(("a = [" + new String(bytes, UTF_8)).getBytes(UTF_8))
                        .problems())
                .hasSizeLessThanOrEqualTo(100);
    }

    /** Real files with pieces removed, doubled and swapped by a fixed seed. */
    @Test
    void readsADamagedFileToItsEnd() {
        var random = new Random(20261121);
        for (byte[] original : RealTomls.ALL.values()) {
            for (int variant = 0; variant < 20; variant++) {
                byte[] bytes = original.clone();
                for (int change = 0; change < 1 + random.nextInt(20) && bytes.length > 0; change++) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = random.nextBoolean()
                            ? (byte) "\"'[]{}=#\n\\,. ".charAt(random.nextInt(13))
                            : (byte) random.nextInt(256);
                }
                try {
                    StellarToml.read(bytes);
                } catch (TomlException none) {
                    assertThat(none.kind()).isEqualTo(TomlException.Kind.UNREADABLE);
                }
            }
        }
    }
}
