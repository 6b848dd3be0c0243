package org.stellarticker.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.sandbox.fault.FaultKind.Target;

class FaultsTest {

    @Test
    void aPlanNamesSeedRatesAndCounts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("plan.txt");
        Files.writeString(file, """
                # A short run.
                seed 7
                requests 10

                events 25   # one in 25
                hidden 3
                rate_limited 2
                """);

        assertThat(FaultPlan.parse(file.toString()))
                .isEqualTo(new FaultPlan(7, 10, 25, Map.of(FaultKind.HIDDEN, 3, FaultKind.RATE_LIMITED, 2)));
    }

    @Test
    void aPlanNamesTheKindsThatStay() {
        assertThat(FaultPlan.read(List.of("records 9", "not_a_number 3 stays", "misdated 2")))
                .isEqualTo(new FaultPlan(
                        1,
                        20,
                        50,
                        9,
                        Map.of(FaultKind.NOT_A_NUMBER, 3, FaultKind.MISDATED, 2),
                        Set.of(FaultKind.NOT_A_NUMBER)));
    }

    @Test
    void aRecordStaysWrong_inPagesAndStreams_andOthersStayTrue() {
        var faults = new Faults(
                new FaultPlan(3, 1, 1, 5, Map.of(FaultKind.NOT_A_NUMBER, 7), Set.of(FaultKind.NOT_A_NUMBER)));
        var first = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            if (faults.ofRecord(Target.TRADES_PAGE, i + "-0").isPresent()) {
                first.add(i + "-0");
            }
        }

        assertThat(first).hasSize(7);
        for (int i = 0; i < 1_000; i++) {
            assertThat(faults.ofRecord(Target.TRADES_PAGE, i + "-0"))
                    .isEqualTo(faults.ofTrade(i + "-0"))
                    .isEqualTo(first.contains(i + "-0") ? Optional.of(FaultKind.NOT_A_NUMBER) : Optional.empty());
        }
        assertThat(faults.ofRequest("/trades", Target.PAGE, Target.TRADES_PAGE)).isEmpty();
        assertThat(faults.ofRecord(Target.ASSETS_PAGE, first.getFirst())).isEmpty();
        assertThat(faults.injected()).isEqualTo(Map.of(FaultKind.NOT_A_NUMBER, 7));
        assertThat(faults.staying()).isEqualTo(Map.of(FaultKind.NOT_A_NUMBER, first));
    }

    @Test
    void aDocumentStaysWrongAtItsAddress() {
        var faults = new Faults(new FaultPlan(3, 2, 1, 1, Map.of(FaultKind.BAD_LEVEL, 1), Set.of(FaultKind.BAD_LEVEL)));
        String wrong = "";
        for (int i = 0; wrong.isEmpty(); i++) {
            String address = "/order_book?" + i;
            wrong = faults.ofDocument(Target.ORDER_BOOK, address).isPresent() ? address : "";
        }

        for (int i = 0; i < 20; i++) {
            assertThat(faults.ofDocument(Target.ORDER_BOOK, wrong)).contains(FaultKind.BAD_LEVEL);
            assertThat(faults.ofDocument(Target.ORDER_BOOK, "/order_book?else")).isEmpty();
        }
    }

    @Test
    void aSeedAloneIsAllKindsButAMovedHistoryAndAnotherNetwork() {
        assertThat(FaultPlan.parse("-4").seed()).isEqualTo(-4);
        assertThat(FaultPlan.parse("-4").counts())
                .hasSize(FaultKind.values().length - 2)
                .doesNotContainKeys(FaultKind.HISTORY_MOVED, FaultKind.OTHER_NETWORK);
    }

    @Test
    void aFaultyPlanIsRefusedWithItsLine() {
        assertThatThrownBy(() -> FaultPlan.parse("/absent.plan")).hasMessage("expected a seed, or the file of a plan");
        assertThatThrownBy(() -> FaultPlan.read(List.of("seed 1", "hidden many")))
                .hasMessage("line 2: expected a word and a whole number, such as \"duplicate 20\","
                        + " and behind a kind of record \"stays\"");
        assertThatThrownBy(() -> FaultPlan.read(List.of("records 9 stays"))).hasMessageStartingWith("line 1: expected");
        assertThatThrownBy(() -> FaultPlan.read(List.of("rate_limited 1 stays")))
                .hasMessage("line 1: expected a fault of a record, which can stay so; rate_limited is none");
        assertThatThrownBy(() -> FaultPlan.read(List.of("lost 1")))
                .hasMessageStartingWith("line 1: expected seed, requests, events, records or one of rate_limited, ");
    }

    @Test
    void theSamePlanRepeatsItsFaults_andAnotherSeedDoesNot() {
        assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
    }

    private static List<Optional<FaultKind>> drawn(long seed) {
        var faults = new Faults(FaultPlan.parse(Long.toString(seed)));
        List<Optional<FaultKind>> drawn = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            drawn.add(faults.ofTrade("257698037760" + i + "-0"));
            drawn.add(faults.ofRequest("/trades", Target.PAGE, Target.TRADES_PAGE));
        }
        return drawn;
    }

    @Test
    void faultsOccurAtThePlannedRate_andEachKindAsOftenAsPlanned() {
        var faults = new Faults(new FaultPlan(3, 20, 10, Map.of(FaultKind.HIDDEN, 5, FaultKind.DUPLICATE, 1000)));
        for (int i = 0; i < 10_000; i++) {
            faults.ofTrade(i + "-1");
        }

        assertThat(faults.injected().get(FaultKind.HIDDEN)).isEqualTo(5);
        assertThat(faults.injected().get(FaultKind.DUPLICATE)).isBetween(800, 1000);
    }

    @Test
    void aTradeIsHitOnce_butStaysHidden() {
        var hiding = new Faults(new FaultPlan(1, 1, 1, Map.of(FaultKind.HIDDEN, 1)));
        var altering = new Faults(new FaultPlan(1, 1, 1, Map.of(FaultKind.ALTERED, 9)));

        assertThat(hiding.ofTrade("1-0")).contains(FaultKind.HIDDEN);
        assertThat(hiding.ofTrade("2-0")).isEmpty();
        assertThat(hiding.ofTrade("1-0")).contains(FaultKind.HIDDEN);
        assertThat(altering.ofTrade("1-0")).contains(FaultKind.ALTERED);
        assertThat(altering.ofTrade("1-0")).isEmpty();
        assertThat(hiding.injected()).isEqualTo(Map.of(FaultKind.HIDDEN, 1));
    }

    @Test
    void withoutAPlanNoFaultIsInjected() {
        assertThat(Faults.none().ofTrade("1-0")).isEmpty();
        assertThat(Faults.none().ofRequest("/trades", Target.PAGE)).isEmpty();
    }
}
