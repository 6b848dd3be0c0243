package org.stellarticker.graphqlserver.rest.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.market.Price;

class ListFormatTest {

    private record Row(String name, Optional<BigDecimal> amount, List<String> tags) {}

    private static final RowForm<Row> FORM = new RowForm.Builder<Row>()
            .text("name", Row::name)
            .optionalDecimal("amount", Row::amount)
            .optionalPrice("price", row -> row.amount().map(_ -> new Price(1, 1_000_000_000)))
            .texts("tags", Row::tags)
            .number("count", row -> row.tags().size())
            .optionalNumber("fee", _ -> OptionalInt.empty())
            .flag("listed", _ -> true)
            .build();

    private static String csv(Row... rows) {
        return new String(ListFormat.csv(FORM, new ListPage<>(List.of(rows), Optional.empty())), UTF_8);
    }

    private static String json(Row... rows) {
        return new String(ListFormat.json(FORM, new ListPage<>(List.of(rows), Optional.of("next"))), UTF_8);
    }

    private static Row named(String name) {
        return new Row(name, Optional.empty(), List.of());
    }

    @Test
    void bothFormatsHaveTheSameMembersInTheirOrder() {
        var row = new Row("a", Optional.of(new BigDecimal("-1E-7")), List.of("x", "y"));

        assertThat(csv(row))
                .isEqualTo("name,amount,price,tags,count,fee,listed\r\na,-0.0000001,0.000000001,x;y,2,,true\r\n");
        assertThat(json(row))
                .isEqualTo(
                        "{\"items\":[{\"name\":\"a\",\"amount\":\"-0.0000001\",\"price\":\"0.000000001\","
                                + "\"tags\":[\"x\",\"y\"],\"count\":2,\"fee\":null,\"listed\":true}],\"next_cursor\":\"next\"}");
    }

    @Test
    void aListWithoutRowsHasItsNames() {
        assertThat(csv()).isEqualTo("name,amount,price,tags,count,fee,listed\r\n");
    }

    @Test
    void aTextWithSeparatorsQuotesOrLineEndsIsQuoted() {
        assertThat(csv(named("a,b"))).contains("\r\n\"a,b\",,,,0,,true\r\n");
        assertThat(csv(named("say \"no\""))).contains("\r\n\"say \"\"no\"\"\",");
        assertThat(csv(named("two\nlines"))).contains("\r\n\"two\nlines\",");
        assertThat(csv(named("Grüße €"))).contains("\r\nGrüße €,");
    }

    @Test
    void aTextThatBeginsLikeAFormulaIsNone() {
        for (String name : List.of("=1+1", "+1", "-1", "@sum", "\tx", "\rx")) {
            assertThat(csv(named(name))).contains("'" + name);
        }
        assertThat(csv(new Row("a", Optional.empty(), List.of("=1+1")))).contains(",'=1+1,1,");
        assertThat(json(named("=1+1"))).contains("{\"name\":\"=1+1\",");
    }
}
