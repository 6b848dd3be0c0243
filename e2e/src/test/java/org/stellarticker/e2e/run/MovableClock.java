package org.stellarticker.e2e.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ingester's clock, moved by libfaketime: a Java home whose {@code java} runs the ingester with another clock. */
final class MovableClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path javaHome;
    private final Path offset;

    private MovableClock(Path javaHome, Path offset) {
        this.javaHome = javaHome;
        this.offset = offset;
    }

    /** Empty when there is no libfaketime, and none can be installed. */
    static Optional<MovableClock> in(Path folder) throws IOException {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            Commands.run(List.of("apt-get", "install", "-y", "--no-install-recommends", "libfaketime"));
            library = library();
        }
        if (library.isEmpty()) {
            return Optional.empty();
        }
        Path home = folder.resolve("jdk");
        Path bin = Files.createDirectories(home.resolve("bin"));
        var clock = new MovableClock(home, folder.resolve("clock"));
        clock.move("+0");
        Path java = Files.writeString(
                bin.resolve("java"), """
                #!/bin/sh
                case "$*" in
                */ingester.jar)
                    export LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE='%s'
                    export FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_RESET=1
                    ;;
                esac
                exec '%s/bin/java' "$@"
                """.formatted(library.get(), clock.offset, System.getProperty("java.home")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path trueHome = Path.of(System.getProperty("java.home"));
        for (String file : List.of("bin/javac", "release")) {
            Files.createSymbolicLink(clock.javaHome.resolve(file), trueHome.resolve(file));
        }
        return Optional.of(clock);
    }

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            return architectures
                    .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    Path javaHome() {
        return javaHome;
    }

    /** @param seconds beside the true time, with a sign */
    void move(String seconds) throws IOException {
        Path next = Files.writeString(offset.resolveSibling("clock.new"), seconds + "\n");
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }
}
