package org.stellarticker.db;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/schema.md holds the comments of the migrated database, below a part that is written by hand. */
class SchemaDocIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Path DOCUMENT = Path.of("../docs/schema.md");
    private static final String MARK = "<!-- generated from here on -->\n";
    private static final String REGENERATE =
            "mvn -o -pl db -am verify -Dit.test=SchemaDocIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dfailsafe.failIfNoSpecifiedTests=false -Dschema.write=true";

    private record Relation(long id, String name, boolean view, Optional<String> comment, Optional<String> key) {}

    private record Column(String name, String type, Optional<String> comment, Optional<String> target) {}

    @Test
    void theDocumentHoldsTheCommentsOfTheSchema() throws IOException {
        String document = Files.readString(DOCUMENT);
        int mark = document.indexOf(MARK);
        assertThat(mark).as("position of '%s' in %s", MARK.strip(), DOCUMENT).isNotNegative();
        String expected = document.substring(0, mark + MARK.length()) + generated();
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("%s is not current; regenerate it: %s", DOCUMENT, REGENERATE)
                .isEqualTo(expected);
    }

    @Test
    void everyTableAndColumnHasAComment() {
        for (Relation relation : relations()) {
            assertThat(relation.comment()).as(relation.name()).isPresent();
            for (Column column : columns(relation)) {
                assertThat(column.comment())
                        .as(relation.name() + "." + column.name())
                        .isPresent();
            }
            if (!relation.view()) {
                assertThat(relation.comment().orElseThrow())
                        .as("comment of %s says which program writes it", relation.name())
                        .contains("Written by ");
            }
        }
    }

    private static String generated() {
        var text = new StringBuilder();
        Map<List<Column>, String> seen = new HashMap<>();
        for (Relation relation : relations()) {
            text.append("\n### `").append(relation.name()).append(relation.view() ? "` (view)\n" : "`\n");
            text.append(relation.comment().orElse("")).append('\n');
            relation.key().ifPresent(key -> text.append("Key: ").append(key).append(".\n"));
            List<Column> columns = columns(relation);
            String like = seen.putIfAbsent(columns, relation.name());
            if (like != null) {
                text.append("\nColumns as in `").append(like).append("`.\n");
            } else {
                text.append("\n| column | type | meaning |\n| --- | --- | --- |\n");
                text.append(columns.stream().map(SchemaDocIT::row).collect(joining()));
            }
        }
        return text.toString();
    }

    private static String row(Column column) {
        return "| `" + column.name() + "` | " + column.type() + " | "
                + column.comment().orElse("").replace("|", "\\|")
                + column.target().map(table -> " References `" + table + "`.").orElse("") + " |\n";
    }

    /** Returns tables and views in the order of the migrations, partitions aside. */
    private static List<Relation> relations() {
        return db.database()
                .snapshot(tx -> tx.list(
                        """
                        select class.oid::bigint as id, relname, relkind = 'v' as is_view,
                            obj_description(class.oid, 'pg_class') as comment,
                            (select '`' || string_agg(attname, ', ' order by array_position(conkey, attnum)) || '`'
                                from pg_constraint
                                join pg_attribute on attrelid = conrelid and attnum = any(conkey)
                                where conrelid = class.oid and contype = 'p') as key
                        from pg_class as class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and not relispartition
                            and relname <> 'flyway_schema_history'
                        order by class.oid
                        """,
                        columns -> new Relation(
                                columns.getLong("id"),
                                Columns.text(columns, "relname"),
                                columns.getBoolean("is_view"),
                                Columns.findText(columns, "comment"),
                                Columns.findText(columns, "key"))));
    }

    private static List<Column> columns(Relation relation) {
        return db.database()
                .snapshot(tx -> tx.list(
                        """
                        select attname,
                            case atttypid
                                when 'timestamptz'::regtype then 'timestamptz'
                                when '"char"'::regtype then 'char'
                                else format_type(atttypid, atttypmod)
                            end || case when attnotnull or relkind = 'v' then '' else ', nullable' end as type,
                            col_description(attrelid, attnum) as comment,
                            (select confrelid::regclass::text
                                from pg_constraint
                                where conrelid = attrelid and contype = 'f' and conkey = array[attnum]) as target
                        from pg_attribute
                        join pg_class on pg_class.oid = attrelid
                        where attrelid = ?::bigint::oid and attnum > 0 and not attisdropped
                        order by attnum
                        """,
                        columns -> new Column(
                                Columns.text(columns, "attname"),
                                Columns.text(columns, "type"),
                                Columns.findText(columns, "comment"),
                                Columns.findText(columns, "target")),
                        relation.id()));
    }
}
