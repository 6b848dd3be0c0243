package org.stellarticker.graphqlserver.health;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.http.Json;

/**
 * The state of the whole ticker.
 *
 * @param programs by name
 * @param gaps ranges of the last seven days that are known to be missing
 * @param completeness how much of the last seven days is stored
 * @param schema the version of the database
 * @param build the version of the program that reports
 * @param positions how far the programs have come
 */
public record HealthReport(
        OverallStatus status,
        SortedMap<String, ProgramHealth> programs,
        List<Gap> gaps,
        Completeness completeness,
        SchemaVersion schema,
        String build,
        Positions positions) {

    /** Returns whether requests are answered, however old the answers. */
    public boolean answers() {
        return status.answers();
    }

    /** Returns the report as {@code /healthz} has it. */
    public byte[] json() {
        return Json.write(json -> {
            json.writeStartObject();
            writeMembers(json);
            json.writeEndObject();
            json.writeRaw('\n');
        });
    }

    /** Returns the report with the positions of the programs. */
    public byte[] statusJson() {
        return Json.write(json -> {
            json.writeStartObject();
            writeMembers(json);
            json.writeFieldName("positions");
            positions.writeTo(json);
            json.writeEndObject();
        });
    }

    private void writeMembers(JsonGenerator json) throws IOException {
        json.writeStringField("status", status.state());
        json.writeArrayFieldStart("reasons");
        for (String reason : status.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("programs");
        for (Map.Entry<String, ProgramHealth> program : programs.entrySet()) {
            json.writeFieldName(program.getKey());
            write(json, program.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("gaps");
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.writeStringField("from", gap.from().toString());
            json.writeStringField("to", gap.to().toString());
            json.writeStringField("reason", gap.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.writeText(json, "complete_from", completeness.from().map(Object::toString));
        json.writeNumberField("complete_percent", completeness.percent());
        Json.writeText(json, "complete_at", completeness.at().map(Object::toString));
        json.writeNumberField("schema_version", schema.number());
        json.writeStringField("build", build);
    }

    /** Leaves out the detail for people, which may name private addresses. */
    private static void write(JsonGenerator json, ProgramHealth program) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", program.state());
        Json.writeText(json, "last_progress", program.lastProgress().map(Object::toString));
        OptionalDouble lag = program.lagSeconds();
        if (lag.isPresent()) {
            json.writeNumberField("lag_seconds", Math.round(lag.getAsDouble() * 1000) / 1000.0);
        } else {
            json.writeNullField("lag_seconds");
        }
        Json.writeText(json, "build", program.build());
        json.writeEndObject();
    }
}
