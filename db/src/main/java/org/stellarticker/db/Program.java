package org.stellarticker.db;

import java.util.Locale;

/** The programs that write to the database; each table has one of them as its only writer. */
public enum Program {
    INGESTER("org.stellarticker.ingester"),
    AGGREGATOR("org.stellarticker.aggregator"),
    JSON_GENERATOR("org.stellarticker.jsongenerator"),
    GRAPHQL_SERVER("org.stellarticker.graphqlserver"),
    /** Runs only with EVENTS_KAFKA_URL. */
    EVENT_PUBLISHER("org.stellarticker.eventpublisher"),
    /** Runs only with WEBHOOKS. */
    WEBHOOK_SENDER("org.stellarticker.webhooksender"),
    /** Runs only where there is an archive. */
    ARCHIVER("org.stellarticker.archiver"),
    DB_CLEANER("org.stellarticker.dbcleaner");

    private final String packageName;

    Program(String packageName) {
        this.packageName = packageName;
    }

    /** Returns the name that the program has everywhere else, such as {@code json-generator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether every run has the program. */
    public boolean isOfEveryRun() {
        return this != EVENT_PUBLISHER && this != WEBHOOK_SENDER && this != ARCHIVER;
    }

    /** The package in and below which the program's own classes are. */
    public String packageName() {
        return packageName;
    }
}
