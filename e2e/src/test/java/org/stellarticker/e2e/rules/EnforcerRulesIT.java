package org.stellarticker.e2e.rules;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Enforcer's rules of the root pom, each against a small project that breaks it. */
class EnforcerRulesIT {

    private static final Path ROOT_POM =
            Path.of("..", "pom.xml").toAbsolutePath().normalize();

    @TempDir
    Path project;

    @Test
    void aProjectThatKeepsTheRulesPasses() throws Exception {
        assertThat(validate("")).contains("BUILD SUCCESS");
    }

    @Test
    void aProgramThatDependsOnAnotherIsRefused() throws Exception {
        made("org.stellarticker", "ingester", "0.1.0", "");

        assertThat(validate(dependency("org.stellarticker", "ingester", "0.1.0")))
                .contains("BUILD FAILURE")
                .contains("The database is the programs' only interface");
    }

    @Test
    void aDependencyOnBenchmarksIsRefusedInEveryModule() throws Exception {
        made("org.stellarticker", "bench", "0.1.0", "");

        assertThat(validate(dependency("org.stellarticker", "bench", "0.1.0"), "-Dsiblings.allowed=true"))
                .contains("BUILD FAILURE")
                .contains("nothing stands on them");
    }

    @Test
    void aLibraryWithAnOlderDependencyThanItRequiresIsRefused() throws Exception {
        made("made.up", "below", "1", "");
        made("made.up", "below", "2", "");
        made("made.up", "left", "1", dependency("made.up", "below", "1"));
        made("made.up", "right", "1", dependency("made.up", "below", "2"));

        assertThat(validate(dependency("made.up", "left", "1") + dependency("made.up", "right", "1")))
                .contains("BUILD FAILURE")
                .contains("RequireUpperBoundDeps");
    }

    @Test
    void anOlderJavaIsRefused() throws Exception {
        assertThat(validate("", "-Djava.version=17.0.15"))
                .contains("BUILD FAILURE")
                .contains("JDK 25 or later");
    }

    private String validate(String dependencies, String... options) throws IOException, InterruptedException {
        Files.createDirectories(project.resolve("parent"));
        Files.copy(ROOT_POM, project.resolve("parent/pom.xml"), REPLACE_EXISTING);
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>org.stellarticker</groupId>
                    <artifactId>stellar-ticker</artifactId>
                    <version>0.1.0</version>
                    <relativePath>parent/pom.xml</relativePath>
                  </parent>
                  <artifactId>offender</artifactId>
                  <packaging>pom</packaging>
                  <repositories>
                    <repository><id>made-up</id><url>%s</url></repository>
                  </repositories>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(
                        project.resolve("repository").toUri(), dependencies));
        var command = new ArrayList<>(
                List.of("mvn", "-B", "-f", project.resolve("pom.xml").toString()));
        command.addAll(List.of(options));
        command.add("validate");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var maven = builder.start();
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        maven.waitFor();
        return said;
    }

    private void made(String group, String artifact, String version, String dependencies) throws IOException {
        Path folder = project.resolve(Path.of("repository", group.replace('.', '/'), artifact, version));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(artifact + "-" + version + ".pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <packaging>pom</packaging>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(
                        group, artifact, version, dependencies));
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><type>pom</type></dependency>"
                .formatted(group, artifact, version);
    }
}
