package org.stellarticker.graphqlserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.Program;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;

class HealthIT {

    private static final Instant NOW = Instant.parse("2026-08-29T20:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path status;

    @BeforeEach
    void clear() {
        database.clear();
    }

    private Optional<String> disk = Optional.empty();

    @Test
    void allIsOkWhenEveryProgramIsWell() throws Exception {
        allWell();

        JsonNode health = check();

        assertThat(health.get("status").asText()).isEqualTo("ok");
        assertThat(health.get("programs").propertyStream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(java.util.Arrays.stream(Program.values())
                        .map(Program::word)
                        .sorted()
                        .toList());
        assertThat(health.at("/programs/ingester").toString())
                .isEqualTo(
                        "{\"state\":\"running\",\"last_progress\":\"2026-08-29T19:59:58Z\",\"lag_seconds\":1.5,\"build\":\"7\"}");
        assertThat(health.get("reasons")).isEmpty();
        assertThat(health.get("gaps")).isEmpty();
        assertThat(health.get("schema_version").asInt())
                .isEqualTo(SchemaVersion.ofProgram().number());
        assertThat(health.get("build").asText()).isEqualTo("8");
    }

    @Test
    void missingTradesDegradeTheWholeAsLongAsTheyChangeAValue() throws Exception {
        allWell();
        gap("2026-08-01 00:00Z", "2026-08-02 00:00Z");
        assertThat(check().get("status").asText()).isEqualTo("ok");

        gap("2026-08-22 00:00Z", "2026-08-22 20:00:01Z");

        JsonNode health = check();
        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/reasons/0").asText()).isEqualTo("trades are missing since 2026-08-22T00:00:00Z");
        assertThat(health.get("gaps").toString())
                .isEqualTo("[{\"from\":\"2026-08-22T00:00:00Z\",\"to\":\"2026-08-22T20:00:01Z\",\"reason\":\"gone\"}]");
        database.execute("update gap set closed_at = now()");
        assertThat(check().get("status").asText()).isEqualTo("ok");
    }

    @Test
    void itSaysHowFarBackTheValuesAreCompleteAndWhenTheyWillBe() throws Exception {
        allWell();
        assertThat(complete(check())).isEqualTo("[null,0.0,null]");

        database.execute("""
                insert into backfill (upper_token, next_token, lower_at, reached_at, started_at)
                values ('2-0', '1-0', '2026-08-22 19:59Z', '2026-08-26 08:00Z', '2026-08-29 19:59Z')""");
        // In the first minute 84 hours: the other 84 take almost as long.
        assertThat(complete(check())).isEqualTo("[\"2026-08-26T08:00:00Z\",50.0,\"2026-08-29T20:01:00Z\"]");

        database.execute("update backfill set completed_at = '2026-08-29 20:00Z'");
        assertThat(complete(check())).isEqualTo("[\"2026-08-22T19:59:00Z\",100.0,null]");
    }

    private static String complete(JsonNode health) {
        return new ObjectMapper()
                .createArrayNode()
                .add(health.get("complete_from"))
                .add(health.get("complete_percent"))
                .add(health.get("complete_at"))
                .toString();
    }

    private static void gap(String from, String to) {
        database.execute("insert into gap (starts_at, ends_at, reason) values ('" + from + "', '" + to + "', 'gone')");
    }

    @Test
    void whoIsSilentFallsBehind() throws Exception {
        allWell();
        report("ingester", "one", "running", NOW.minusSeconds(300));

        JsonNode ingester = check().at("/programs/ingester");

        assertThat(ingester.get("state").asText()).isEqualTo("silent");
        assertThat(ingester.get("lag_seconds").asDouble()).isEqualTo(301.5);
    }

    @Test
    void catchingUpAndStatusByAreWell() throws Exception {
        allWell();
        report("ingester", "one", "standby", NOW);
        report("ingester", "other", "catching-up", NOW);

        assertThat(check().get("status").asText()).isEqualTo("ok");
        assertThat(check().at("/programs/ingester/state").asText()).isEqualTo("catching-up");
    }

    @Test
    void aProgramThatStallsDegradesTheWholeAlthoughACopyIsWell() throws Exception {
        allWell();
        report("aggregator", "other", "stalled", NOW);

        assertDegraded("aggregator", "stalled");
    }

    @Test
    void aProgramThatFellSilentOrNeverSpokeDegradesTheWhole() throws Exception {
        allWell();
        database.execute(
                "update program_status set updated_at = updated_at - interval '11 seconds' where program = 'ingester'");
        assertDegraded("ingester", "silent");

        database.execute("delete from program_status where program = 'ingester'");
        assertDegraded("ingester", "missing");
    }

    @Test
    void aCopyThatIsNoMoreIsForgottenAsLongAsAnotherIsAlive() throws Exception {
        allWell();
        report("ingester", "gone", "stalled", NOW.minusSeconds(3600));

        assertThat(check().get("status").asText()).isEqualTo("ok");
    }

    @Test
    void programsWithoutRowsAreReportedByTheirFiles() throws Exception {
        allWell();
        file("sandbox", "running\tledgers: 7", NOW.minusSeconds(1));
        assertThat(check().at("/programs/sandbox/state").asText()).isEqualTo("running");

        file("sandbox", "running\tledgers: 7", NOW.minusSeconds(60));
        assertDegraded("sandbox", "silent");
    }

    @Test
    void withoutADatabaseAllIsDownAndTheFilesReportWhatThereIs() throws Exception {
        file("ingester", "stalled\tno database", NOW);
        try (var nowhere =
                Database.openReadPool(DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:1/nowhere"), "test")) {
            var health = new Health(new LiveDatabase(nowhere, CLOCK), status, CLOCK, "8", Optional::empty).check();
            JsonNode json = new ObjectMapper().readTree(health.json());

            assertThat(health.answers()).isFalse();
            assertThat(json.get("status").asText()).isEqualTo("down");
            assertThat(json.at("/reasons/0").asText()).isEqualTo("the database does not answer");
            assertThat(json.get("reasons").toString())
                    .contains("ingester is stalled")
                    .doesNotContain("127.0.0.1");
            assertThat(json.at("/programs/ingester/state").asText()).isEqualTo("stalled");
            assertThat(json.at("/programs/aggregator/state").asText()).isEqualTo("missing");
        }
    }

    @Test
    void aDiskThatIsNearlyFullIsTheFirstReason() throws Exception {
        allWell();
        disk = Optional.of("the disk is nearly full: 200 MiB free");

        JsonNode health = check();

        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/reasons/0").asText()).isEqualTo("the disk is nearly full: 200 MiB free");
    }

    private void assertDegraded(String program, String state) throws Exception {
        JsonNode health = check();
        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/reasons/0").asText()).isEqualTo(program + " is " + state);
        assertThat(health.at("/programs/" + program + "/state").asText()).isEqualTo(state);
    }

    private JsonNode check() throws Exception {
        return check(Duration.ZERO);
    }

    private JsonNode check(Duration replicaMaxLag) throws Exception {
        var live = new LiveDatabase(database.database(), CLOCK);
        HealthReport report = new Health(live, status, CLOCK, "8", () -> disk, replicaMaxLag).check();
        assertThat(report.answers()).isTrue();
        return new ObjectMapper().readTree(report.json());
    }

    @Test
    void aReplicaThatLagsWithinItsLimitMakesNoProgramSilent() throws Exception {
        allWellAt(NOW.minusSeconds(15));
        assertThat(check(Duration.ofSeconds(30)).get("status").asText()).isEqualTo("ok");
        assertThat(check(Duration.ZERO).at("/programs/ingester/state").asText()).isEqualTo("silent");

        report("ingester", "one", "running", NOW.minusSeconds(26));
        JsonNode health = check(Duration.ofSeconds(30));
        assertThat(health.at("/programs/ingester/state").asText()).isEqualTo("silent");
        assertThat(health.at("/programs/aggregator/state").asText()).isEqualTo("running");
    }

    @Test
    void aReplicaThatIsOlderThanItsLimitExcusesNoProgram() throws Exception {
        allWellAt(NOW.minusSeconds(41));

        assertThat(check(Duration.ofSeconds(30)).at("/programs/ingester/state").asText())
                .isEqualTo("silent");
    }

    @Test
    void aProgramThatNotEveryRunHasIsListedUntilItWasStoppedOrSilentForTwoDays() throws Exception {
        for (Program program : Program.values()) {
            if (program.isOfEveryRun()) {
                report(program.word(), "one", "running", NOW);
            }
        }
        assertThat(check().get("status").asText()).isEqualTo("ok");
        assertThat(check().get("programs").has("event-publisher")).isFalse();

        report("event-publisher", "one", "running", NOW.minus(Duration.ofHours(47)));
        assertThat(check().get("reasons").toString()).contains("event-publisher is silent");

        report("event-publisher", "two", ProgramReport.ENDED, NOW.minus(Duration.ofDays(2)));
        assertThat(check().get("reasons").toString()).contains("event-publisher is silent");

        report("event-publisher", "two", ProgramReport.ENDED, NOW.minusSeconds(1));
        assertThat(check().get("programs").has("event-publisher")).isFalse();

        report("archiver", "one", "running", NOW.minus(Duration.ofHours(49)));
        assertThat(check().get("programs").has("archiver")).isFalse();
    }

    @Test
    void aProgramThatEveryRunHasIsMissedOnceItWasStopped() throws Exception {
        allWell();
        report("ingester", "one", ProgramReport.ENDED, NOW);

        assertDegraded("ingester", "missing");
    }

    private static void allWell() {
        allWellAt(NOW);
    }

    private static void allWellAt(Instant at) {
        for (Program program : Program.values()) {
            report(program.word(), "one", "running", at);
        }
    }

    private static void report(String program, String instance, String state, Instant at) {
        var report = new ProgramReport(
                program,
                instance,
                state,
                "for people",
                Optional.of(at.minusSeconds(2)),
                OptionalDouble.of(1.5),
                "7",
                at);
        database.database().commit(tx -> new ProgramStatusStore().save(tx, report));
    }

    private void file(String program, String line, Instant at) throws Exception {
        Files.writeString(status.resolve(program), line + "\n");
        Files.setLastModifiedTime(status.resolve(program), FileTime.from(at));
    }
}
