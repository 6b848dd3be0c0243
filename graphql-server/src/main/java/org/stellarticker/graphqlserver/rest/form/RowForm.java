package org.stellarticker.graphqlserver.rest.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;

/**
 * The members of a list's rows, in their order. JSON writes a row as an object of them, CSV as a line under their names.
 *
 * @param <R> the type of a row
 */
public final class RowForm<R> {

    private final List<Member<R>> members;

    private RowForm(List<Member<R>> members) {
        this.members = List.copyOf(members);
    }

    /** Writes the value of a member; the generator is of JSON or of CSV. */
    @FunctionalInterface
    private interface Value<R> {
        void write(JsonGenerator out, R row) throws IOException;
    }

    /** Writes a member by the name that it has in the answer. */
    @FunctionalInterface
    private interface NamedValue<R> {
        void write(JsonGenerator out, String name, R row) throws IOException;
    }

    /** @param columns the names of its columns in CSV */
    private record Member<R>(String name, List<String> columns, NamedValue<R> value) {}

    /** Gathers the members of a form. */
    public static final class Builder<R> {

        private final List<Member<R>> members = new ArrayList<>();

        private Builder<R> member(String name, Value<R> value) {
            members.add(new Member<>(name, List.of(name), (out, as, row) -> {
                out.writeFieldName(as);
                value.write(out, row);
            }));
            return this;
        }

        /** Adds a text; a spreadsheet gets it in a form that is no formula. */
        public Builder<R> text(String name, Function<R, String> text) {
            return optionalText(name, text.andThen(Optional::of));
        }

        public Builder<R> optionalText(String name, Function<R, Optional<String>> text) {
            return member(name, (out, row) -> writeOptional(out, text.apply(row).map(found -> safe(out, found))));
        }

        /** Adds texts: a list in JSON; in CSV one text, separated by semicolons. */
        public Builder<R> texts(String name, Function<R, List<String>> texts) {
            return member(name, (out, row) -> {
                out.writeStartArray();
                for (String text : texts.apply(row)) {
                    out.writeString(safe(out, text));
                }
                out.writeEndArray();
            });
        }

        /** Adds an asset as {@code native} or {@code CODE:ISSUER}. */
        public Builder<R> asset(String name, Function<R, Asset> asset) {
            return text(name, asset.andThen(RestForms::sep11));
        }

        /** Adds an instant in the form of RFC 3339. */
        public Builder<R> time(String name, Function<R, Instant> time) {
            return text(name, time.andThen(Instant::toString));
        }

        public Builder<R> optionalTime(String name, Function<R, Optional<Instant>> time) {
            return optionalText(name, row -> time.apply(row).map(Instant::toString));
        }

        /** Adds a number as a plain decimal with all its digits. */
        public Builder<R> decimal(String name, Function<R, BigDecimal> number) {
            return optionalDecimal(name, number.andThen(Optional::of));
        }

        public Builder<R> optionalDecimal(String name, Function<R, Optional<BigDecimal>> number) {
            return member(
                    name, (out, row) -> writeOptional(out, number.apply(row).map(PlainDecimal::of)));
        }

        /** Adds a price, counter per base, as a plain decimal; null when there is none. */
        public Builder<R> optionalPrice(String name, Function<R, Optional<Price>> price) {
            return member(
                    name, (out, row) -> writeOptional(out, price.apply(row).map(PlainDecimal::of)));
        }

        public Builder<R> number(String name, ToLongFunction<R> number) {
            return member(name, (out, row) -> out.writeNumber(number.applyAsLong(row)));
        }

        public Builder<R> optionalNumber(String name, Function<R, OptionalInt> number) {
            return member(name, (out, row) -> {
                OptionalInt found = number.apply(row);
                if (found.isPresent()) {
                    out.writeNumber(found.getAsInt());
                } else {
                    out.writeNull();
                }
            });
        }

        /** Adds a whole number; null when there is none. */
        public Builder<R> optionalCount(String name, Function<R, Optional<Long>> number) {
            return member(name, (out, row) -> {
                Optional<Long> found = number.apply(row);
                if (found.isPresent()) {
                    out.writeNumber(found.get());
                } else {
                    out.writeNull();
                }
            });
        }

        public Builder<R> flag(String name, Predicate<R> flag) {
            return member(name, (out, row) -> out.writeBoolean(flag.test(row)));
        }

        /** Adds an object, null when there is none: in CSV a column for each of its members, as {@code name_member}. */
        public <O> Builder<R> object(String name, Function<R, Optional<O>> object, RowForm<O> form) {
            List<String> columns =
                    form.names().stream().map(member -> name + "_" + member).toList();
            members.add(new Member<>(name, columns, (out, as, row) -> {
                Optional<O> found = object.apply(row);
                if (!ListFormat.isCsv(out)) {
                    out.writeFieldName(as);
                    writeObject(out, form, found);
                } else if (found.isPresent()) {
                    for (Member<O> member : form.members) {
                        member.value().write(out, as + "_" + member.name(), found.get());
                    }
                }
            }));
            return this;
        }

        public RowForm<R> build() {
            return new RowForm<>(members);
        }
    }

    private static <O> void writeObject(JsonGenerator out, RowForm<O> form, Optional<O> object) throws IOException {
        if (object.isPresent()) {
            form.write(out, object.get());
        } else {
            out.writeNull();
        }
    }

    private static void writeOptional(JsonGenerator out, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeString(text.get());
        } else {
            out.writeNull();
        }
    }

    /** A spreadsheet would run a text that begins like a formula; an apostrophe before it makes it a text. */
    private static String safe(JsonGenerator out, String text) {
        return ListFormat.isCsv(out) && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Returns the members' names, in their order. */
    List<String> names() {
        return members.stream().flatMap(member -> member.columns().stream()).toList();
    }

    /** Writes a row as an object. */
    public void write(JsonGenerator out, R row) throws IOException {
        out.writeStartObject();
        writeMembers(out, row);
        out.writeEndObject();
    }

    /** Writes a row's members into an object that has others, too. */
    public void writeMembers(JsonGenerator out, R row) throws IOException {
        for (Member<R> member : members) {
            member.value().write(out, member.name(), row);
        }
    }
}
