package org.stellarticker.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The programs' role in the PostgreSQL inside: no superuser, but the owner of the database and of everything in it, so that a
 * fault in a program cannot reach beyond.
 */
public final class ProgramsRole {

    private static final String MAKE = """
            select format(
                case when exists (select from pg_roles where rolname = ?)
                    then 'alter role %I login nosuperuser nocreaterole nocreatedb password %L'
                    else 'create role %I login nosuperuser nocreaterole nocreatedb password %L' end,
                ?::text, ?::text)
            """;

    /** Gives everything in the database to the role; sequences of a column follow their table. */
    private static final String GIVE = """
            select format('alter database %I owner to %I', current_database(), role)
            from (select ?::text as role) as programs
            union all
            select format('alter schema %I owner to %I', nspname, role)
            from (select ?::text as role) as programs, pg_namespace
            where nspname = 'public' and pg_get_userbyid(nspowner) not in (role, 'pg_database_owner')
            union all
            select format('alter table %I.%I owner to %I', nspname, relname, role)
            from (select ?::text as role) as programs, pg_class
            join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = 'public' and relkind in ('r', 'p', 'v', 'm') and pg_get_userbyid(relowner) <> role
            union all
            select format('alter routine %s owner to %I', pg_proc.oid::regprocedure, role)
            from (select ?::text as role) as programs, pg_proc
            join pg_namespace on pg_namespace.oid = pronamespace
            where nspname = 'public' and pg_get_userbyid(proowner) <> role
            """;

    private final String name;
    private final String password;

    /** @param programs the address by which the programs use the database */
    public ProgramsRole(DatabaseAddress programs) {
        Properties known = Driver.parseURL(programs.jdbcUrl(), programs.credentials());
        Properties all = known == null ? programs.credentials() : known;
        this.name = String.valueOf(PGProperty.USER.getOrDefault(all));
        this.password = String.valueOf(PGProperty.PASSWORD.getOrDefault(all));
    }

    /**
     * Creates the role, or corrects its rights, and gives it everything in the database.
     *
     * @param owner opened by a superuser
     */
    public void establish(Database owner) {
        try (Connection session = owner.session()) {
            session.setAutoCommit(false);
            execute(session, listed(session, MAKE, name, name, password));
            execute(session, listed(session, GIVE, name, name, name, name));
            session.commit();
        } catch (SQLException e) {
            throw DatabaseException.of("role " + name + " of " + owner.address(), e);
        }
    }

    /** Returns statements in which the server has quoted names and values. */
    private static List<String> listed(Connection session, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var statements = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    statements.add(rows.getString(1));
                }
            }
            return statements;
        }
    }

    private static void execute(Connection session, List<String> statements) throws SQLException {
        try (Statement statement = session.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
