package org.stellarticker.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
}
