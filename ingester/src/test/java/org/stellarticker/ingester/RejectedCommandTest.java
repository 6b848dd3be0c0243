package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.ingester.RejectedCommand.Request;

class RejectedCommandTest {

    private final List<String> faults = new ArrayList<>();

    @Test
    void readsListShowAndAcknowledge() {
        assertThat(RejectedCommand.read(List.of(), faults)).contains(new Request.ListOpen());
        assertThat(RejectedCommand.read(List.of("list"), faults)).contains(new Request.ListOpen());
        assertThat(RejectedCommand.read(List.of("show", "7"), faults)).contains(new Request.Show(7));
        assertThat(RejectedCommand.read(List.of("acknowledge", "7", "8"), faults))
                .contains(new Request.Acknowledge(List.of(7L, 8L)));
        assertThat(faults).isEmpty();
    }

    @Test
    void namesEachArgumentThatCannotBeUsed() {
        assertThat(RejectedCommand.read(List.of("forget"), faults)).isEmpty();
        assertThat(RejectedCommand.read(List.of("list", "all"), faults)).isEmpty();
        assertThat(RejectedCommand.read(List.of("show"), faults)).isEmpty();
        assertThat(RejectedCommand.read(List.of("acknowledge"), faults)).isEmpty();
        assertThat(RejectedCommand.read(List.of("acknowledge", "x", "-1"), faults))
                .isEmpty();
        assertThat(faults)
                .containsExactly(
                        "expected list, show ID or acknowledge ID..., found \"forget\"",
                        "list: expected nothing behind it, found \"all\"",
                        "show: expected one ID, found 0",
                        "acknowledge: expected one ID or more, found none",
                        "ID: expected a number as list shows it, found \"x\"",
                        "ID: expected a number as list shows it, found \"-1\"");
    }
}
