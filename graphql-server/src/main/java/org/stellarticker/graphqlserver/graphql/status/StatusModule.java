package org.stellarticker.graphqlserver.graphql.status;

import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Map;
import org.stellarticker.graphqlserver.graphql.schema.Fields;
import org.stellarticker.graphqlserver.graphql.schema.SchemaModule;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.HealthReport;
import org.stellarticker.graphqlserver.health.Positions;
import org.stellarticker.graphqlserver.health.ProgramHealth;

/** The schema's query {@code status}: the health of all programs, and how far they have come. */
public final class StatusModule {

    private StatusModule() {}

    /** A program with its health. */
    private record ProgramRow(String name, ProgramHealth health) {}

    /** Returns the part of the schema, which asks for the health each time. */
    public static SchemaModule module(Health health) {
        var query = TypeRuntimeWiring.newTypeWiring("Query").dataFetcher("status", environment -> health.check());
        return new SchemaModule(
                "status.graphqls", StatusModule.class, List.of(query, status(), programs(), positions()));
    }

    private static TypeRuntimeWiring.Builder status() {
        return Fields.of("Status", HealthReport.class)
                .field("status", report -> report.status().state())
                .field("reasons", report -> report.status().reasons())
                .field("programs", report -> rows(report.programs()))
                .field("gaps", HealthReport::gaps)
                .field("completeFrom", report -> report.completeness().from())
                .field("completePercent", report -> report.completeness().percent())
                .field("completeAt", report -> report.completeness().at())
                .field("schemaVersion", report -> report.schema().number())
                .field("build", HealthReport::build)
                .field("positions", HealthReport::positions)
                .wiring();
    }

    private static List<ProgramRow> rows(Map<String, ProgramHealth> programs) {
        return programs.entrySet().stream()
                .map(program -> new ProgramRow(program.getKey(), program.getValue()))
                .toList();
    }

    private static TypeRuntimeWiring.Builder programs() {
        return Fields.of("ProgramStatus", ProgramRow.class)
                .field("name", ProgramRow::name)
                .field("state", program -> program.health().state())
                .field("lastProgress", program -> program.health().lastProgress())
                .field("lagSeconds", program -> program.health().lagSeconds())
                .field("build", program -> program.health().build())
                .wiring();
    }

    private static TypeRuntimeWiring.Builder positions() {
        return Fields.of("Positions", Positions.class)
                .field("trades", at -> at.trades().map(cursor -> cursor.token().value()))
                .field("audit", at -> at.audit().map(cursor -> cursor.token().value()))
                .field("oldestEvent", at -> at.events().map(kept -> String.valueOf(kept.oldest())))
                .field("newestEvent", at -> at.events().map(kept -> String.valueOf(kept.newest())))
                .field("windowsAsOf", Positions::windows)
                .wiring();
    }
}
