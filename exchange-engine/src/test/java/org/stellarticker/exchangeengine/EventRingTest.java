package org.stellarticker.exchangeengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventRingTest {

    private static final int EVENTS = 50;
    private static final int LONGEST = 250;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void whatIsKeptIsAsItWasWrittenHoweverLongEventsAre() {
        var log = new EventRing(EVENTS);
        var written = new ArrayList<byte[]>();
        for (int number = 1; number <= 20_000; number++) {
            byte[] bytes = new byte[random.nextInt(1, random.nextBoolean() ? 40 : LONGEST)];
            random.nextBytes(bytes);
            written.add(bytes);
            log.event(number, ByteBuffer.wrap(bytes));
            int kept = 0;
            for (long back = number; back > 0 && log.hasAllAfter(back - 1); back--) {
                byte[] read = new byte[log.bytes(back).remaining()];
                log.bytes(back).get(read);
                assertThat(read).isEqualTo(written.get((int) back - 1));
                kept++;
            }
            // Ten of the longest events fit, wherever the ring's end is; never more than there are places for.
            assertThat(kept).isBetween(Math.min(number, 10), EVENTS);
        }
        assertThat(log.hasAllAfter(20_000)).isTrue();
        assertThat(log.hasAllAfter(20_001)).isFalse();
        assertThat(log.hasAllAfter(20_000 - EVENTS - 1)).isFalse();
    }

    @Test
    void beginsAnewBehindASnapshot() {
        var log = new EventRing(EVENTS);
        log.event(1, ByteBuffer.wrap(new byte[10]));
        log.continueAfter(700);
        assertThat(log.newest()).isEqualTo(700);
        assertThat(log.hasAllAfter(699)).isFalse();
        assertThat(log.hasAllAfter(700)).isTrue();
        log.event(701, ByteBuffer.wrap(new byte[] {7}));
        assertThat(log.hasAllAfter(700)).isTrue();
        assertThat(log.bytes(701).get()).isEqualTo((byte) 7);
    }
}
