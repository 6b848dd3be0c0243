package org.stellarticker.ingester.toml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads 211 real files, a fifth of which are not valid TOML. */
class RealTomlsTest {

    private static final Pattern EXPECTATION = Pattern.compile("(\\S+?)(:| starts:| ends:)(.*)");

    /** The share of the expectations for 40 broken files that must be met. */
    private static final double ENOUGH = 0.95;

    private record Expectation(String file, String tomlPath, String how, String value) {

        boolean isMetBy(String found) {
            return switch (how) {
                case " starts:" -> found.startsWith(value);
                case " ends:" -> found.endsWith(value);
                default -> found.equals(value);
            };
        }
    }

    @Test
    void readsEachFileOrRejectsIt() {
        assertThat(RealTomls.ALL).hasSize(211);
        var unread = new ArrayList<String>();
        RealTomls.ALL.forEach((name, bytes) -> {
            try {
                StellarToml.read(bytes);
            } catch (TomlException none) {
                unread.add(name);
            }
        });
        assertThat(unread).isEmpty();
    }

    @Test
    void readsFromBrokenFilesWhatAPersonReads() throws Exception {
        List<Expectation> expectations = expectations();
        assertThat(expectations.stream().map(Expectation::file).distinct()).hasSize(40);
        var unmet = new ArrayList<String>();
        for (Expectation expected : expectations) {
            StellarToml toml = StellarToml.read(Objects.requireNonNull(RealTomls.ALL.get(expected.file())));
            String found =
                    found(toml, expected.tomlPath()).replaceAll("\\s+", " ").strip();
            if (!expected.isMetBy(found)) {
                unmet.add(expected + " found: " + found);
            }
        }
        assertThat(unmet)
                .as("%d of %d expectations unmet", unmet.size(), expectations.size())
                .hasSizeLessThanOrEqualTo((int) (expectations.size() * (1 - ENOUGH)));
    }

    private static List<Expectation> expectations() throws IOException {
        var all = new ArrayList<Expectation>();
        String file = "";
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RealTomlsTest.class.getResourceAsStream("expected-values.txt")), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher expectation = EXPECTATION.matcher(line);
                if (line.startsWith("[")) {
                    file = line.substring(1, line.length() - 1);
                } else if (!line.startsWith("#") && expectation.matches()) {
                    all.add(new Expectation(
                            file,
                            expectation.group(1),
                            expectation.group(2),
                            expectation.group(3).strip()));
                }
            }
        }
        return all;
    }

    private static String found(StellarToml toml, String tomlPath) {
        Matcher path = Pattern.compile("([a-z]+)\\.([0-9]+)\\.([a-z_]+)").matcher(tomlPath);
        if (path.matches()) {
            List<TomlSection> sections = toml.whole().sections(path.group(1).toUpperCase(Locale.ROOT));
            int index = Integer.parseInt(path.group(2));
            return index < sections.size() ? value(sections.get(index), path.group(3)) : "(no such section)";
        }
        if (tomlPath.equals("ACCOUNTS")) {
            return String.join(" ", toml.accounts());
        }
        if (tomlPath.equals("currencies") || tomlPath.equals("principals")) {
            return String.valueOf(
                    toml.whole().sections(tomlPath.toUpperCase(Locale.ROOT)).size());
        }
        return (tomlPath.startsWith("ORG_") ? toml.whole().section("DOCUMENTATION") : toml.whole()).text(tomlPath);
    }

    private static String value(TomlSection section, String key) {
        return switch (key) {
            case "fixed_number", "max_number", "display_decimals" ->
                section.findNumber(key).map(String::valueOf).orElse("");
            case "is_unlimited", "is_asset_anchored" ->
                section.findFlag(key).map(String::valueOf).orElse("");
            default -> section.text(key);
        };
    }

    /** Valid TOML is read like a strict parser reads it. */
    @Test
    void readsFilesWithoutProblemsLikeAStrictParser() {
        int strict = 0;
        for (Map.Entry<String, byte[]> file : RealTomls.ALL.entrySet()) {
            TomlParseResult parsed = Toml.parse(new String(file.getValue(), UTF_8));
            if (!parsed.hasErrors()) {
                strict++;
                TolerantToml read = TolerantToml.read(file.getValue());
                assertThat(read.root()).as(file.getKey()).isEqualTo(plain(parsed));
                assertThat(read.problems()).as(file.getKey()).isEmpty();
            }
        }
        assertThat(strict).isGreaterThan(150);
    }

    static Map<String, Object> plain(TomlTable table) {
        var plain = new LinkedHashMap<String, Object>();
        for (String key : table.keySet()) {
            plain.put(key, plain(Objects.requireNonNull(table.get(List.of(key)))));
        }
        return plain;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case TomlTable table -> plain(table);
            case TomlArray list ->
                list.toList().stream().map(RealTomlsTest::plain).toList();
            case Long whole -> BigInteger.valueOf(whole);
            case Double number -> BigDecimal.valueOf(number);
            case Temporal time -> time.toString();
            default -> value;
        };
    }

    /** The table in {@code docs/tomls.md} agrees with these files. */
    @Test
    void findsTheDocumentedProblems() throws Exception {
        var files = new EnumMap<TomlProblem.Kind, Integer>(TomlProblem.Kind.class);
        int faulty = 0;
        for (byte[] bytes : RealTomls.ALL.values()) {
            List<TomlProblem> problems = StellarToml.read(bytes).problems();
            faulty += problems.isEmpty() ? 0 : 1;
            problems.stream().map(TomlProblem::kind).distinct().forEach(kind -> files.merge(kind, 1, Integer::sum));
        }
        var table = new TreeMap<String, Integer>();
        files.forEach((kind, count) -> table.put(kind.word(), count));
        String documented = Files.readString(Path.of("../docs/tomls.md"));

        assertThat(table)
                .allSatisfy((kind, count) ->
                        assertThat(documented).containsPattern("\\| `" + kind + "` \\|[^|]+\\| " + count + " \\|"));
        assertThat(documented).contains("found in " + faulty + " of 211");
    }
}
