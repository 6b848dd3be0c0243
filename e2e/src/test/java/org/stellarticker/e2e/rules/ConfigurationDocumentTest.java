package org.stellarticker.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every setting that a program reads, and no other. */
class ConfigurationDocumentTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** {@code in.duration("ASSET_INTERVAL", ...)}, as each program's record of settings reads them. */
    private static final Pattern READ_BY_A_PROGRAM =
            Pattern.compile("\\b(?:in\\s*\\.\\w+\\(|StoreAddress\\.find\\(in,)\\s*\"([A-Z][A-Z0-9_]+)\"");

    /** {@code in.find(USER, KafkaSecurity::credential)}, where a class has the name more than once. */
    private static final Pattern READ_BY_CONSTANT = Pattern.compile("\\bin\\s*\\.\\w+\\(\\s*([A-Z][A-Z0-9_]+)\\b");

    private static final Pattern CONSTANT = Pattern.compile("\\bString ([A-Z][A-Z0-9_]+) = \"([A-Z][A-Z0-9_]+)\";");

    /** {@code self._default("TICKER_BIND", "127.0.0.1")}, as docker/runner reads them. */
    private static final Pattern READ_BY_THE_RUNNER = Pattern.compile(
            "\\b(?:_default|_port|environ\\.get)\\(\"((?:TICKER|SANDBOX|METRICS|CONNECTION|RATE|TRUSTED|TLS|API|EXCHANGE)_\\w+)\"");

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");

    /** Set by ./ticker, by its tests, and by the system. */
    private static final Set<String> INTERNAL =
            Set.of("TICKER_STATE", "TICKER_DIST", "WITH_SANDBOX", "WITH_POSTGRES", "DATABASE_ADMIN_URL", "HOSTNAME");

    @Test
    void everySettingIsDocumented() throws IOException {
        assertThat(documented()).containsAll(read());
    }

    @Test
    void everyDocumentedSettingIsRead() throws IOException {
        assertThat(read()).containsAll(documented());
    }

    private static Set<String> documented() throws IOException {
        return names(DOCUMENTED, CHECKOUT.resolve("docs/configuration.md"));
    }

    private static Set<String> readByConstant(String source) {
        Map<String, String> constants = CONSTANT.matcher(source)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        return READ_BY_CONSTANT
                .matcher(source)
                .results()
                .flatMap(found -> Stream.ofNullable(constants.get(found.group(1))))
                .collect(Collectors.toSet());
    }

    private static Set<String> read() throws IOException {
        var names = new TreeSet<String>();
        for (Path source : sources("*/src/main/java/**.java")) {
            names.addAll(names(READ_BY_A_PROGRAM, source));
            names.addAll(readByConstant(Files.readString(source)));
        }
        for (Path script : sources("docker/runner/*.py")) {
            names.addAll(names(READ_BY_THE_RUNNER, script));
        }
        names.removeAll(INTERNAL);
        assertThat(names).as("a scan that finds nothing proves nothing").contains("HORIZON_URL", "TICKER_BIND");
        return names;
    }

    private static Set<Path> sources(String glob) throws IOException {
        var matcher = CHECKOUT.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(CHECKOUT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(CHECKOUT.relativize(file)))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> names(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }
}
