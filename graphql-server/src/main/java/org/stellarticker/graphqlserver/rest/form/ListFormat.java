package org.stellarticker.graphqlserver.rest.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;

/** The formats of a list: JSON with a cursor, or CSV (RFC 4180) with a line of names. Either has a link to the next page. */
public enum ListFormat {
    JSON("application/json"),
    CSV("text/csv; charset=utf-8; header=present");

    /** A client may send parameters that nobody reads; a reply's headers have room for 16 KB. */
    private static final int LONGEST_LINK = 4_000;

    private static final CsvFactory CSV_FACTORY = new CsvFactory();
    private static final Map<String, ListFormat> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("json", JSON);
        WORDS.put("csv", CSV);
    }

    private final String contentType;

    ListFormat(String contentType) {
        this.contentType = contentType;
    }

    /** Reads the parameter {@code format}; without it, the client's {@code Accept} decides. */
    public static ListFormat read(ApiRequest request, RequestParameters in) {
        return in.choice("format", WORDS)
                .or(request.preferred(List.of("application/json", "text/csv")).equals("text/csv") ? CSV : JSON);
    }

    static boolean isCsv(JsonGenerator out) {
        return out instanceof CsvGenerator;
    }

    /** Returns a page as the reply to a request; the link names the request with the next page's cursor. */
    public <R> Reply reply(ApiRequest request, RowForm<R> form, ListPage<R> page) throws RequestException {
        return write(form, page).to(request);
    }

    /** Writes a page, for any requests that ask for it. */
    public <R> Written write(RowForm<R> form, ListPage<R> page) {
        byte[] content = this == CSV ? csv(form, page) : json(form, page);
        return new Written(Reply.market(contentType, content).varyingBy("Accept"), page.next());
    }

    /** A page as a reply, but for the link to the next one. */
    public record Written(Reply.Whole reply, Optional<String> next) {

        /** Returns the reply to a request; the link names the request with the next page's cursor. */
        public Reply to(ApiRequest request) throws RequestException {
            if (next.isEmpty()) {
                return reply;
            }
            String link = query(request, next.get());
            return link.length() > LONGEST_LINK ? reply : reply.with("Link", "<" + link + ">; rel=\"next\"");
        }
    }

    private static String query(ApiRequest request, String cursor) throws RequestException {
        var parameters = new LinkedHashMap<>(request.query());
        parameters.put("cursor", List.of(cursor));
        var fields = new ArrayList<String>();
        parameters.forEach((name, values) -> values.forEach(
                value -> fields.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8))));
        return "?" + String.join("&", fields);
    }

    static <R> byte[] json(RowForm<R> form, ListPage<R> page) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (R row : page.items()) {
                form.write(json, row);
            }
            json.writeEndArray();
            Json.writeText(json, "next_cursor", page.next());
            page.members().writeTo(json);
            json.writeEndObject();
        });
    }

    static <R> byte[] csv(RowForm<R> form, ListPage<R> page) {
        CsvSchema.Builder schema = CsvSchema.builder();
        form.names().forEach(schema::addColumn);
        var text = new StringWriter();
        try (CsvGenerator csv = CSV_FACTORY.createGenerator(text)) {
            csv.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
            csv.setSchema(schema.build().withHeader().withLineSeparator("\r\n"));
            for (R row : page.items()) {
                form.write(csv, row);
            }
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return text.toString().getBytes(UTF_8);
    }
}
