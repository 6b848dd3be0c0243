package org.stellarticker.e2e.rules.offender;

import com.zaxxer.hikari.HikariConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.stellar.sdk.KeyPair;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.cursor.CursorStore;
import software.amazon.awssdk.services.s3.S3Client;

/** Classes of which each breaks one rule. */
public final class Offenders {

    private Offenders() {}

    public static final class SpeaksSql {
        public void speak() throws SQLException {
            DriverManager.getConnection("jdbc:postgresql:ticker").close();
        }
    }

    public static final class KeepsAPool {
        public HikariConfig pool() {
            return new HikariConfig();
        }
    }

    public static final class SpeaksToABucket {
        public S3Client client() {
            return S3Client.create();
        }
    }

    public static final class ChangesTheSchema {
        public void migrate() {
            Flyway.configure().load().migrate();
        }
    }

    public static final class KnowsTheSdk {
        public KeyPair key(String address) {
            return KeyPair.fromAccountId(address);
        }
    }

    public static final class Schedules {
        public JobKey key() {
            return JobKey.jobKey("mine");
        }
    }

    public static final class StartsASpan {
        public Span span() {
            return Span.current();
        }
    }

    public static final class ReadsTheEnvironment {
        public @Nullable String home() {
            return System.getenv("HOME");
        }
    }

    public static final class ReadsTheSystemTime {
        public Instant now() {
            return Instant.now();
        }
    }

    public static final class MakesItsOwnClock {
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    public static final class CountsWithoutADescription {
        public void count(MeterRegistry metrics) {
            metrics.counter("things").increment();
        }
    }

    public static final class Sleeps {
        public void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class MovesAnothersCursor {
        public void move(Transaction tx, CursorStore cursors) {
            cursors.save(tx, new Cursor("trades", new PagingToken("1-0")));
        }
    }

    public static final class NobodysStore {
        public void clear(Transaction tx) {
            deleteAll(tx);
        }

        private static void deleteAll(Transaction tx) {
            tx.update("delete from trade");
        }
    }

    public static final class TakesSeven {
        private final int sum;

        public TakesSeven(int a, int b, int c, int d, int e, int f, int g) {
            sum = a + b + c + d + e + f + g;
        }

        public int sum() {
            return sum;
        }
    }
}
