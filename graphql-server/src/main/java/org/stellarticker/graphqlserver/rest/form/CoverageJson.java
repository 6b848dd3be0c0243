package org.stellarticker.graphqlserver.rest.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.WindowCoverage;

/** How completely a window is fetched and audited, as members of an answer. */
public final class CoverageJson {

    private CoverageJson() {}

    public static void write(JsonGenerator json, boolean complete, boolean audited, WindowCoverage coverage)
            throws IOException {
        write(json, complete, coverage);
        json.writeBooleanField("audited", audited);
    }

    /** Writes how completely a window of all markets is fetched. */
    public static void write(JsonGenerator json, boolean complete, WindowCoverage coverage) throws IOException {
        json.writeBooleanField("complete", complete);
        Json.writeText(json, "complete_from", coverage.fetched().completeFrom().map(Instant::toString));
        Json.writeText(json, "complete_to", coverage.fetched().completeTo().map(Instant::toString));
        json.writeArrayFieldStart("gaps");
        for (Gap gap : coverage.fetched().gaps()) {
            json.writeStartObject();
            json.writeStringField("from", gap.from().toString());
            json.writeStringField("to", gap.to().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
