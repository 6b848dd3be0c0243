package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy the machine is, with all that runs on it. */
public final class MachineLoad {

    private MachineLoad() {}

    /** Returns the averages of the last 1, 5 and 15 minutes, as {@code uptime} shows them. */
    public static String averages() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2];
    }
}
