package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.ingester.metrics.IngesterMetrics;

class EventWatchIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final EventLog events = new EventLog();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void publishesTheNewestPositionOfTheEventLog() {
        var watch = new EventWatch(database.database(), new IngesterMetrics(metrics));
        database.database()
                .commit(tx ->
                        events.append(tx, new Event(EventKind.BOOKS_CHANGED, new TreeSet<>(), Optional.empty(), "")));

        watch.run();

        double position = metrics.get("ticker.event.log.position").gauge().value();
        assertThat(position).isPositive().isEqualTo((double) database.database().snapshot(events::position));
    }
}
