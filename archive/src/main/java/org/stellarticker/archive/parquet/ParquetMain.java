package org.stellarticker.archive.parquet;

import static java.util.stream.Collectors.joining;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.ArchiveTable.Column;

/**
 * The process of {@link ParquetProcess}. Its statements are about files, never about the database:
 *
 * <ul>
 *   <li>{@code write TABLE FILE} writes the lines of standard input into a file,
 *   <li>{@code read TABLE FILE} prints a file's rows as the same lines, and to standard error their number and the sums of both
 *       amounts,
 *   <li>{@code query} reads a statement from standard input and prints its rows as tab-separated values,
 *   <li>{@code copy OPTIONS FILE} reads a statement and writes its rows into a file.
 * </ul>
 *
 * It exits 0, or 1 with the reason as the last line of standard error.
 */
public final class ParquetMain {

    /** Rows of a group: readers skip whole groups, and the writer holds one. */
    private static final int ROW_GROUP = 60_000;

    private ParquetMain() {}

    @SuppressWarnings("SystemOut") // Its caller reads it.
    public static void main(String[] args) {
        try (Connection connection = open(args[0], args[1])) {
            run(connection, List.of(args).subList(2, args.length));
        } catch (Exception e) {
            System.err.println(firstLine(e));
            System.exit(1);
        }
        System.exit(0);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }

    /** Opens DuckDB in memory; what does not fit goes to the folder. */
    private static Connection open(String memory, String folder) throws SQLException {
        var settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", folder);
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
        }
        return connection;
    }

    private static void run(Connection connection, List<String> words) throws Exception {
        try (Statement statement = connection.createStatement()) {
            switch (words.getFirst()) {
                case "write" -> statement.execute(write(ArchiveTable.of(words.get(1)), words.get(2)));
                case "read" -> {
                    statement.execute(lines(ArchiveTable.of(words.get(1)), words.get(2)));
                    print(statement, sums(ArchiveTable.of(words.get(1)), words.get(2)), FileDescriptor.err);
                }
                case "query" -> print(statement, given(), FileDescriptor.out);
                case "copy" ->
                    statement.execute("copy (" + given() + ") to " + quoted(words.get(2)) + " (" + words.get(1) + ")");
                default -> throw new IllegalArgumentException("no such work: " + words.getFirst());
            }
        }
    }

    private static String given() throws Exception {
        return new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String write(ArchiveTable table, String file) {
        String types = table.columns().stream()
                .map(column -> "'" + column.name() + "': '" + column.type() + "'")
                .collect(joining(", "));
        return """
                copy (
                    select base || '/' || counter as market, *
                    from read_csv('/dev/stdin', header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
                        buffer_size = 4000000, columns = {%s})
                ) to %s (format parquet, compression zstd, row_group_size %d, kv_metadata {stellar_ticker_format: '%d'})
                """.formatted(types, quoted(file), ROW_GROUP, org.stellarticker.archive.ArchiveManifest.FORMAT);
    }

    private static String lines(ArchiveTable table, String file) {
        return "copy (select "
                + table.columns().stream().map(Column::text).collect(joining(", "))
                + " from read_parquet(" + quoted(file)
                + ", hive_partitioning = false)) to '/dev/stdout' (format csv, header false)";
    }

    private static String sums(ArchiveTable table, String file) {
        List<String> amounts = switch (table) {
            case TRADES -> List.of("base_amount", "counter_amount");
            case CANDLES_1M -> List.of("base_volume", "counter_volume");
            case AUDIT -> List.of("trades_read", "trades_repaired");
        };
        return Stream.concat(Stream.of("count(*)"), amounts.stream().map(name -> "coalesce(sum(" + name + "), 0)"))
                .collect(joining(
                        ", ", "select ", " from read_parquet(" + quoted(file) + ", hive_partitioning = false)"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void print(Statement statement, String sql, FileDescriptor to) throws SQLException {
        var out = new PrintStream(new FileOutputStream(to), false, java.nio.charset.StandardCharsets.UTF_8);
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    String value = rows.getString(i);
                    line.append(i == 1 ? "" : "\t").append(value == null ? "\\N" : value);
                }
                out.append(line.append('\n'));
            }
        }
        out.flush();
    }
}
