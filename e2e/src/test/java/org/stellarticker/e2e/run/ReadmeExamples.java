package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples in the README of a client library, as programs that read another ticker. */
final class ReadmeExamples {

    private static final Path CLIENTS = Path.of("../clients").toAbsolutePath().normalize();
    private static final Pattern SECTION =
            Pattern.compile("(?m)^## (.+)\\n[^#]*?^```(python|ts|java)\\n([\\s\\S]*?)^```$");
    private static final Pattern JAVA_CLASS = Pattern.compile("public class (\\w+)");
    private static final String ADDRESS = "http://localhost:8000";

    private final String language;
    private final Path folder;
    private final String tool;

    /**
     * @param folder for the programs, of its own
     * @param tool the Python that has what they need, or the folder of the npm package
     */
    ReadmeExamples(String language, Path folder, String tool) {
        this.language = language;
        this.folder = folder;
        this.tool = tool;
    }

    /** Returns what prepares the examples that need more than Java: its lines are a language, its tool, and why there is none. */
    static List<String> preparation() {
        return List.of("python3", "-B", "-m", "runner.client_tests");
    }

    static Path runner() {
        return CLIENTS.resolveSibling("docker");
    }

    /** Returns the commands of all examples, by the headings that they stand below. */
    Map<String, ProcessBuilder> commands(String address) throws IOException {
        var commands = new LinkedHashMap<String, ProcessBuilder>();
        String readme = Files.readString(CLIENTS.resolve(language).resolve("README.md"));
        Matcher section = SECTION.matcher(readme);
        while (section.find()) {
            String program = Objects.requireNonNull(section.group(3));
            assertThat(program).as(section.group(1)).contains(ADDRESS);
            commands.put(Objects.requireNonNull(section.group(1)), command(program.replace(ADDRESS, address)));
        }
        return commands;
    }

    private ProcessBuilder command(String program) throws IOException {
        return switch (language) {
            case "python" -> python(program);
            case "typescript" -> node(program);
            default -> java(program);
        };
    }

    private ProcessBuilder python(String program) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "example", ".py"), program);
        var builder = new ProcessBuilder(tool, "-B", file.toString());
        builder.environment().put("PYTHONPATH", CLIENTS.resolve("python/src").toString());
        return builder;
    }

    private ProcessBuilder node(String program) throws IOException {
        Path modules = folder.resolve("node_modules");
        if (!Files.exists(modules)) {
            Files.createSymbolicLink(Files.createDirectory(modules).resolve("stellar-ticker"), Path.of(tool));
        }
        Path file = Files.writeString(Files.createTempFile(folder, "example", ".mjs"), program);
        return new ProcessBuilder("node", file.toString());
    }

    private ProcessBuilder java(String program) throws IOException {
        Matcher name = JAVA_CLASS.matcher(program);
        assertThat(name.find()).isTrue();
        Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), program);
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), file.toString());
    }
}
