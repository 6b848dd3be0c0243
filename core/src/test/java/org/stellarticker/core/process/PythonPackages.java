package org.stellarticker.core.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packages of Python that a test needs, in a folder that is kept. Where pip cannot install them, the test is skipped. */
public final class PythonPackages {

    private PythonPackages() {}

    /**
     * Installs a package unless the folder has it.
     *
     * @param name with its version where that matters
     * @param options more options of pip
     */
    public static void install(Path folder, String name, String... options) throws IOException, InterruptedException {
        Path mark = folder.resolve(".installed-" + name);
        if (Files.exists(mark)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                "python3", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--root-user-action=ignore"));
        command.addAll(List.of(options));
        command.addAll(List.of("--upgrade", "--target", folder.toString(), name));
        Process pip = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(pip.waitFor() == 0, () -> "pip cannot install " + name + ": " + said);
        Files.createFile(mark);
    }
}
