package org.stellarticker.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackfillRangeTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    private static final String TIME = "expected a time such as 2026-03-01T12:00:00Z or 2026-03-01";

    private static List<String> faultsOf(String... arguments) {
        var faults = new ArrayList<String>();
        assertThat(BackfillRange.read(List.of(arguments), NOW, faults)).isEmpty();
        return faults;
    }

    @Test
    void acceptsInstantsAndDaysInAnyOrder() {
        var faults = new ArrayList<String>();
        var range = new BackfillRange(Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

        assertThat(BackfillRange.read(List.of("--to", "2026-03-02", "--from", "2026-03-01T12:00:00Z"), NOW, faults))
                .contains(range);
        assertThat(BackfillRange.read(List.of("--from=2026-03-01T12:00:00Z", "--to=2026-03-02"), NOW, faults))
                .contains(range);
        assertThat(faults).isEmpty();
    }

    @Test
    void endsARangeAtTheCurrentTime() {
        assertThat(BackfillRange.read(List.of("--from", "2026-03-01", "--to", "2027-01-01"), NOW, new ArrayList<>()))
                .map(BackfillRange::to)
                .contains(NOW);
    }

    @Test
    void namesEachArgumentThatCannotBeUsed() {
        assertThat(faultsOf()).containsExactly("--from: " + TIME + ", found none", "--to: " + TIME + ", found none");
        assertThat(faultsOf("--from", "yesterday", "--to", "2026-13-01"))
                .containsExactly(
                        "--from: " + TIME + ", found \"yesterday\"", "--to: " + TIME + ", found \"2026-13-01\"");
        assertThat(faultsOf("--from", "--to", "2026-03-01")).containsExactly("--from: " + TIME + ", found none");
        assertThat(faultsOf("--frm", "2026-03-01", "--to", "2026-03-01"))
                .containsExactly(
                        "expected --from TIME and --to TIME, found \"--frm\"",
                        "expected --from TIME and --to TIME, found \"2026-03-01\"",
                        "--from: " + TIME + ", found none");
        assertThat(faultsOf("--from", "2026-03-01", "--from", "2026-03-02", "--to", "2026-03-03"))
                .containsExactly("--from: expected once, found twice");
    }

    @Test
    void rejectsAnEmptyRangeAndTheFuture() {
        assertThat(faultsOf("--from", "2026-03-02", "--to", "2026-03-01"))
                .containsExactly("--from: expected a time before --to (2026-03-01), found \"2026-03-02\"");
        assertThat(faultsOf("--from", "2026-05-01", "--to", "2026-05-02"))
                .containsExactly("--from: expected a time before now (2026-04-01T00:00:00Z), found \"2026-05-01\"");
    }
}
