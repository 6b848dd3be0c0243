package org.stellarticker.exchange.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.reference.RandomCommands;

class RecoveryTest {

    private static final String FIRST_JOURNAL = "journal-0000000000000000001.log";

    @TempDir
    private Path folder;

    @Test
    void aJournalThatEndsAtAnyByteGivesTheStateAfterItsLastWholeGroup() throws IOException {
        Path whole = folder.resolve("whole");
        var lengths = new ArrayList<Long>();
        var states = new ArrayList<byte[]>();
        try (var run = new Run(whole, Run.commands(3))) {
            states.add(run.state());
            lengths.add(Files.size(whole.resolve(FIRST_JOURNAL)));
            for (int size : List.of(1, 3, 2, 1, 4, 5, 1, 2)) {
                run.group(size);
                states.add(run.state());
                lengths.add(Files.size(whole.resolve(FIRST_JOURNAL)));
            }
        }
        byte[] journal = Files.readAllBytes(whole.resolve(FIRST_JOURNAL));
        Path cut = folder.resolve("cut");
        Run.copy(whole, cut);
        for (int length = journal.length; length >= 0; length--) {
            truncate(cut.resolve(FIRST_JOURNAL), journal, length);
            int groups = 0;
            while (groups + 1 < lengths.size() && lengths.get(groups + 1) <= length) {
                groups++;
            }
            try (var recovered = new Run(cut, Run.commands(4))) {
                assertThat(recovered.state()).as("cut at byte %s", length).isEqualTo(states.get(groups));
                long torn = length - (length < lengths.getFirst() ? 0 : lengths.get(groups));
                assertThat(recovered.durable.recovered().cut()).isEqualTo(torn);
            }
        }
    }

    private static void truncate(Path file, byte[] content, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(content, 0, length));
        }
    }

    @Test
    void whatIsAppendedBehindATornEndIsRecovered() throws IOException {
        try (var run = new Run(folder, Run.commands(5))) {
            run.group(10);
        }
        Files.write(
                folder.resolve(FIRST_JOURNAL), new byte[] {0x53, 0x54, 0x4A, 0x47, 0, 0, 1}, StandardOpenOption.APPEND);
        byte[] state;
        try (var run = new Run(folder, Run.commands(6))) {
            assertThat(run.durable.recovered()).isEqualTo(new DurableEngine.Recovered(0, 10, 7, 0));
            run.group(10);
            state = run.state();
        }
        try (var run = new Run(folder, Run.commands(6))) {
            assertThat(run.state()).isEqualTo(state);
            assertThat(run.durable.recovered()).isEqualTo(new DurableEngine.Recovered(0, 20, 0, 0));
        }
    }

    @Test
    void aChangedBitBeforeTheLastGroupIsAFaultWithItsPlace() throws IOException {
        long secondGroup;
        try (var run = new Run(folder, Run.commands(7))) {
            run.group(3);
            secondGroup = Files.size(folder.resolve(FIRST_JOURNAL));
            run.group(3);
            run.group(3);
        }
        byte[] journal = Files.readAllBytes(folder.resolve(FIRST_JOURNAL));
        for (int at = (int) secondGroup; at < secondGroup + 60; at++) {
            byte[] damaged = journal.clone();
            damaged[at] ^= 0x10;
            Files.write(folder.resolve(FIRST_JOURNAL), damaged);
            assertThatThrownBy(() -> new Run(folder, Run.commands(7)))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(
                            FIRST_JOURNAL + ": byte " + secondGroup + ": expected the commands from 4 on");
        }
        Files.write(folder.resolve(FIRST_JOURNAL), journal);
        new Run(folder, Run.commands(7)).close();
    }

    @Test
    void aDamagedHeaderIsAFault() throws IOException {
        try (var run = new Run(folder, Run.commands(7))) {
            run.group(3);
        }
        byte[] journal = Files.readAllBytes(folder.resolve(FIRST_JOURNAL));
        journal[15] = 9;
        Files.write(folder.resolve(FIRST_JOURNAL), journal);
        assertThatThrownBy(() -> new Run(folder, Run.commands(7)))
                .hasMessageContaining(
                        "byte 0: expected the header of a journal of version 1 that begins with command 1");
    }

    @Test
    void snapshotsAndReplayGiveTheStateAndEventsOfAReplayOfAll() throws IOException {
        Path plain = folder.resolve("plain");
        Path withSnapshots = folder.resolve("snapshots");
        try (var all = new Run(plain, Run.commands(8));
                var part = new Run(withSnapshots, Run.commands(8))) {
            for (int i = 0; i < 40; i++) {
                all.group(25);
                part.group(25);
                if (i % 7 == 3) {
                    part.durable.beginSnapshot().publish();
                }
                assertThat(part.state()).isEqualTo(all.state());
            }
        }
        try (var all = new Run(plain, Run.commands(9));
                var part = new Run(withSnapshots, Run.commands(9))) {
            assertThat(all.durable.recovered().replayed()).isEqualTo(1_000);
            assertThat(part.durable.recovered()).isEqualTo(new DurableEngine.Recovered(975, 25, 0, 0));
            assertThat(part.state()).isEqualTo(all.state());
            all.events.clear();
            part.events.clear();
            all.group(500);
            part.group(500);
            assertThat(part.state()).isEqualTo(all.state());
            assertThat(part.events).usingElementComparator(Arrays::compare).isEqualTo(all.events);
        }
    }

    @Test
    void aSnapshotThatWasNotPublishedDoesNotCount() throws IOException {
        byte[] state;
        try (var run = new Run(folder, Run.commands(10))) {
            run.group(30);
            run.durable.beginSnapshot();
            run.group(30);
            state = run.state();
        }
        try (var run = new Run(folder, Run.commands(10))) {
            assertThat(run.durable.recovered()).isEqualTo(new DurableEngine.Recovered(0, 60, 0, 0));
            assertThat(run.state()).isEqualTo(state);
        }
    }

    @Test
    void aDamagedSnapshotIsReplacedByTheOneBeforeAndOlderFilesAreDeleted() throws IOException {
        byte[] state;
        try (var run = new Run(folder, Run.commands(11))) {
            for (int i = 0; i < 4; i++) {
                run.group(30);
                run.durable.beginSnapshot().publish();
            }
            run.group(5);
            state = run.state();
        }
        assertThat(Run.names(folder))
                .containsExactly(
                        "journal-0000000000000000091.log",
                        "journal-0000000000000000121.log",
                        "snapshot-0000000000000000090.bin",
                        "snapshot-0000000000000000120.bin");
        Path newest = folder.resolve("snapshot-0000000000000000120.bin");
        byte[] snapshot = Files.readAllBytes(newest);
        snapshot[snapshot.length / 2] ^= 1;
        Files.write(newest, snapshot);
        try (var run = new Run(folder, Run.commands(11))) {
            assertThat(run.durable.recovered()).isEqualTo(new DurableEngine.Recovered(90, 35, 0, 1));
            assertThat(run.state()).isEqualTo(state);
        }
    }

    @Test
    void aMissingJournalIsAFault() throws IOException {
        try (var run = new Run(folder, Run.commands(12))) {
            run.group(30);
            run.durable.beginSnapshot();
            run.group(30);
        }
        Files.delete(folder.resolve(FIRST_JOURNAL));
        assertThatThrownBy(() -> new Run(folder, Run.commands(12)))
                .hasMessageContaining("expected a journal with command 1");
        Files.delete(folder.resolve("snapshot-0000000000000000000.bin"));
        assertThatThrownBy(() -> new Run(folder, Run.commands(12)))
                .hasMessageContaining("expected a snapshot beside the journal");
    }

    @Test
    void otherInstrumentsAndASecondProcessAreRefused() throws IOException {
        try (var run = new Run(folder, Run.commands(13))) {
            run.group(1);
            assertThatThrownBy(() -> new Run(folder, Run.commands(13))).hasMessageContaining("another process");
        }
        assertThatThrownBy(() -> DurableEngine.open(
                        folder,
                        RandomCommands.INSTRUMENTS.subList(0, 2),
                        Run.LIMITS,
                        new EventEncoder((number, event) -> {})))
                .hasMessageContaining("expected the instruments of the journal");
    }

    @Test
    void newLimitsHoldForNewCommandsOnly() throws IOException {
        byte[] state;
        try (var run = new Run(folder, Run.commands(14))) {
            run.group(400);
            state = run.state();
        }
        var wider = new EngineLimits(21, 400, 60, 20, 10_000);
        for (int i = 0; i < 2; i++) {
            try (var durable = DurableEngine.open(
                    folder, RandomCommands.INSTRUMENTS, wider, new EventEncoder((number, event) -> {}))) {
                assertThat(durable.engine().limits()).isEqualTo(wider);
                byte[] now = Run.state(durable.engine());
                // The limits themselves are its first 16 bytes.
                assertThat(Arrays.copyOfRange(now, 16, now.length))
                        .isEqualTo(Arrays.copyOfRange(state, 16, state.length));
            }
        }
    }
}
