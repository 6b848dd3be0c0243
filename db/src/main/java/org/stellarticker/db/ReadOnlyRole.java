package org.stellarticker.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A role that may read all tables and views and change nothing, for people and dashboards. Its name is that of the database
 * with {@code _reader}, so that two tickers in one cluster do not share it. It has no login; an administrator grants it to
 * users.
 */
public final class ReadOnlyRole {

    private static final String MAKE = """
            select format('create role %I nologin', current_database() || '_reader')
            where not exists (select from pg_roles where rolname = current_database() || '_reader')
            union all
            select format('grant connect on database %I to %I', current_database(), current_database() || '_reader')
            union all
            select format('grant usage on schema public to %I', current_database() || '_reader')
            union all
            select format('grant select on all tables in schema public to %I', current_database() || '_reader')
            """;

    private ReadOnlyRole() {}

    /**
     * Creates the role unless it exists, and lets it read everything that is in the database now.
     *
     * @param owner opened by the owner of the tables with CREATEROLE, or by a superuser
     * @throws DatabaseException if the role may not be created
     */
    public static void establish(Database owner) {
        try (Connection session = owner.session()) {
            session.setAutoCommit(false);
            try (Statement statement = session.createStatement()) {
                for (String one : statements(session)) {
                    statement.execute(one);
                }
            }
            session.commit();
        } catch (SQLException e) {
            throw DatabaseException.of(
                    "read-only role of " + owner.address() + " (give the user CREATEROLE, or set READ_ONLY_ROLE=false)",
                    e);
        }
    }

    /** Returns the statements, in which the server has quoted the names. */
    private static List<String> statements(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(MAKE);
                ResultSet rows = statement.executeQuery()) {
            var statements = new ArrayList<String>();
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
            return statements;
        }
    }
}
