package org.stellarticker.e2e.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of one gigabyte in memory, to be filled and freed. */
final class SmallDisk implements AutoCloseable {

    private final Path path;
    private final boolean mounted;

    private SmallDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    /** Mounts one on an empty folder, as far as that is allowed here. */
    static SmallDisk at(Path folder) throws IOException {
        int exit = Commands.run(List.of("mount", "-t", "tmpfs", "-o", "size=1g,mode=700", "tmpfs", folder.toString()));
        return new SmallDisk(folder, exit == 0);
    }

    boolean isMounted() {
        return mounted;
    }

    Path path() {
        return path;
    }

    /** Fills the disk completely. */
    void fill() throws IOException {
        for (int size = 1 << 20; size > 0; size /= 16) {
            try (OutputStream out = Files.newOutputStream(filling(size))) {
                while (true) {
                    out.write(new byte[size]);
                }
            } catch (IOException full) {
                if (path.toFile().getUsableSpace() >= 1 << 20) {
                    throw full;
                }
            }
        }
    }

    /** Fills the disk until at most so many bytes are free. */
    void fillUntil(long left) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling(1 << 20))) {
            while (path.toFile().getUsableSpace() > left) {
                out.write(new byte[1 << 20]);
            }
        }
    }

    void free() throws IOException {
        for (int size = 1 << 20; size > 0; size /= 16) {
            Files.deleteIfExists(filling(size));
        }
    }

    private Path filling(int size) {
        return path.resolve("filling." + size);
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            free();
            Commands.run(List.of("umount", "--lazy", path.toString()));
        }
    }
}
