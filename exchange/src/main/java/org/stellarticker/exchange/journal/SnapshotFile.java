package org.stellarticker.exchange.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EngineState;
import org.stellarticker.exchange.engine.EventSink;

/** Writes and reads snapshots: magic, version, the engine's state, and a CRC-32C of all before it. */
final class SnapshotFile {

    private static final int MAGIC = 0x53545853;
    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;

    private SnapshotFile() {}

    /** Writes a snapshot that does not count yet; it is not durable. */
    static void write(Engine engine, JournalFolder folder) throws IOException {
        var checksum = new CRC32C();
        try (var file = new CheckedOutputStream(Files.newOutputStream(folder.unfinished()), checksum);
                var out = new DataOutputStream(new BufferedOutputStream(file, BUFFER))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            EngineState.write(engine, out);
            out.flush();
            out.writeInt((int) checksum.getValue());
        }
    }

    /** Makes the written snapshot durable; from now on it counts as the state behind that command. */
    static void publish(JournalFolder folder, long last) throws IOException {
        try (FileChannel file = FileChannel.open(folder.unfinished(), WRITE)) {
            file.force(true);
        }
        Files.move(folder.unfinished(), folder.snapshot(last), ATOMIC_MOVE);
        folder.force();
    }

    /** Returns whether the file is as it was written. */
    static boolean isWhole(Path file) throws IOException {
        long length = Files.size(file) - Integer.BYTES;
        if (length < 0) {
            return false;
        }
        var checksum = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            while (length > 0) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, length));
                checksum.update(buffer, 0, read);
                length -= read;
            }
            byte[] last = in.readNBytes(Integer.BYTES);
            return ByteBuffer.wrap(last).getInt() == (int) checksum.getValue();
        }
    }

    /** Reads a whole snapshot. */
    static Engine read(Path file, EventSink sink, Optional<EngineLimits> limits) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            int magic = in.readInt();
            int version = in.readInt();
            if (magic != MAGIC || version != VERSION) {
                throw new JournalException("expected a snapshot of version " + VERSION + ", found another in " + file);
            }
            return EngineState.read(in, sink, limits);
        }
    }
}
