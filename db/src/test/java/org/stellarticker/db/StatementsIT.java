package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL accepts every statement in this module's classes and .sql files. */
class StatementsIT {

    private static final Pattern STATEMENT = Pattern.compile(
            "^(\\s*--[^\\n]*\\n)*\\s*(select|insert|update|delete|with)\\s.*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void everyStatementCanBePrepared() throws Exception {
        Set<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(30);

        try (var connection = DriverManager.getConnection(db.url())) {
            for (String sql : statements) {
                assertThatCode(() -> {
                            try (var statement = connection.prepareStatement(sql)) {
                                // This is what makes the driver show it to the server.
                                statement.getParameterMetaData();
                            }
                        })
                        .as(sql)
                        .doesNotThrowAnyException();
            }
        }
    }

    /** Of the folder or the jar that the module's classes are in. */
    private static Set<String> statements() throws Exception {
        Path root = Path.of(Database.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(root)) {
            return statementsIn(root);
        }
        try (var jar = FileSystems.newFileSystem(root)) {
            return statementsIn(jar.getPath("/"));
        }
    }

    private static Set<String> statementsIn(Path root) throws Exception {
        var statements = new TreeSet<String>();
        for (Path file : classes(root)) {
            var model = ClassFile.of().parse(Files.readAllBytes(file));
            for (var entry : model.constantPool()) {
                if (entry instanceof StringEntry string) {
                    addIfStatement(statements, string.stringValue());
                }
            }
            // Statements of .sql files are built with the class.
            String name = model.thisClass().asInternalName().replace('/', '.');
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    addIfStatement(statements, (String) field.get(null));
                } else if (Modifier.isStatic(field.getModifiers()) && field.getType() == Map.class) {
                    field.setAccessible(true);
                    for (Object value : ((Map<?, ?>) field.get(null)).values()) {
                        if (value instanceof String text) {
                            addIfStatement(statements, text);
                        }
                    }
                }
            }
        }
        return statements;
    }

    private static void addIfStatement(Set<String> statements, String text) {
        if (STATEMENT.matcher(text).matches()) {
            statements.add(text);
        }
    }

    private static List<Path> classes(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".class")).toList());
        }
    }
}
