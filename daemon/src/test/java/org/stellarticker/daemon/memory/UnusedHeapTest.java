package org.stellarticker.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class UnusedHeapTest {

    private long size = 16;
    private long needed = 16;
    private int collections;
    private final UnusedHeap heap = new UnusedHeap(() -> size, () -> {
        collections++;
        size = needed;
    });

    @Test
    void aHeapThatStaysIsNotCollected() {
        heap.giveBack();
        size = 20;
        heap.giveBack();

        assertThat(collections).isZero();
    }

    @Test
    void aHeapThatGrewIsCollectedOnce() {
        size = 96;
        heap.giveBack();
        heap.giveBack();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void whatTheProgramNeedsIsNotCollectedAgainAndAgain() {
        size = needed = 80;
        heap.giveBack();
        size = 90;
        heap.giveBack();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void aHeapThatGrowsAgainIsCollectedAgain() {
        size = 96;
        heap.giveBack();
        size = 60;
        heap.giveBack();

        assertThat(collections).isEqualTo(2);
        assertThat(size).isEqualTo(16);
    }

    /** What is free beyond a quarter is given back, whatever the heap may keep while the program works. */
    @Test
    void aProgramGivesBackWhatIsFree() throws Exception {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms16m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:-ShrinkHeapInSteps",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GrownProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String lines = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(lines).isZero();
        var committed = lines.lines().filter(line -> line.startsWith("MiB ")).toList();
        assertThat(committed).as(lines).hasSize(1);
        String[] numbers = committed.getFirst().split(" ", -1);
        assertThat(Long.parseLong(numbers[1])).as("before").isEqualTo(56);
        assertThat(Long.parseLong(numbers[2])).as("after").isLessThan(20);
        assertThat(numbers[3]).as("the usual ratio").isEqualTo("70");
    }

    /** Fills its heap, needs nothing of it any more, and gives it back. */
    static final class GrownProgram {

        private static final int MEBIBYTE = 1 << 20;

        private GrownProgram() {}

        public static void main(String[] arguments) {
            var heap = UnusedHeap.ofThisProgram();
            var large = new ArrayList<byte[]>();
            for (int i = 0; i < 56; i++) {
                large.add(new byte[MEBIBYTE]);
            }
            long before = committed();
            int filled = large.size();
            large.clear();
            heap.giveBack();
            System.out.println("MiB " + Math.min(before, filled) + " " + committed() + " "
                    + ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("MaxHeapFreeRatio")
                            .getValue());
        }

        private static long committed() {
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MEBIBYTE;
        }
    }
}
