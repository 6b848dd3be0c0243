package org.stellarticker.graphqlserver.rest.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.marketdata.archive.MissingTime;
import org.stellarticker.marketdata.archive.ServedFrom;

/** Where an answer was read, and which time of it nobody has, as members of the answer. */
public final class ServedFromJson {

    private ServedFromJson() {}

    public static void write(JsonGenerator json, ServedFrom servedFrom, List<MissingTime> missing) throws IOException {
        json.writeStringField("served_from", servedFrom.word());
        write(json, missing);
    }

    /** Writes which time of a list nobody has, whose rows say themselves where they were read. */
    public static void write(JsonGenerator json, List<MissingTime> missing) throws IOException {
        json.writeArrayFieldStart("missing");
        for (MissingTime time : missing) {
            json.writeStartObject();
            json.writeStringField("from", time.from().toString());
            json.writeStringField("to", time.to().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
