package org.stellarticker.eventpublisher;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.DatabaseUnavailable;

/**
 * The program's one loop: read what changed after the published position, commit it to Kafka with the new position, wait for
 * more. After any failure of Kafka, what was committed is read from Kafka itself.
 */
final class Publishing implements Follower {

    private static final Logger log = LoggerFactory.getLogger(Publishing.class);

    /** A signal may be lost with a connection. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** How often the position is committed while nothing is published, so that it stays kept in the event log. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final String TAKEN_OVER =
            "another publisher with the same EVENTS_KAFKA_PREFIX took over; this one no longer commits";

    private final KafkaConfig kafka;
    private final ChangeSource source;
    private final PublisherMetrics metrics;
    private final WorkContext work;
    private boolean away;

    /** Up to where the topics were when they were last seen; empty before. */
    private OptionalLong lastEvent = OptionalLong.empty();

    Publishing(KafkaConfig kafka, ChangeSource source, PublisherMetrics metrics, WorkContext work) {
        this.kafka = kafka;
        this.source = source;
        this.metrics = metrics;
        this.work = work;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        Progress progress = work.progress();
        while (!stop.requested()) {
            try {
                if (source.tryLead()) {
                    publish(stop);
                } else {
                    metrics.standby();
                    progress.standby();
                }
            } catch (DatabaseUnavailable passing) {
                progress.retrying(String.valueOf(passing.getMessage()));
            } catch (KafkaException failed) {
                if (!stop.requested()) {
                    report(failed);
                    measureWaiting();
                }
            }
            stop.await(PAUSE);
        }
    }

    /** Measures what waits. Where nothing is known of the topics yet, that is all that is kept. */
    private void measureWaiting() {
        try {
            if (lastEvent.isEmpty()) {
                lastEvent = OptionalLong.of(source.oldest().lastEvent());
            }
            metrics.at(lastEvent.getAsLong(), source.newestEvent());
        } catch (DatabaseUnavailable passing) {
            log.atDebug().setCause(passing).log("what waits cannot be measured");
        }
    }

    /** Publishes until the stop, or until another copy leads. */
    private void publish(Stop stop) {
        try (var session = KafkaSession.open(kafka)) {
            PublishedPosition position = session.findPosition().orElseGet(this::first);
            lastEvent = OptionalLong.of(position.position().lastEvent());
            reportAnswering(position);
            Instant committed = work.clock().instant();
            while (!stop.requested() && source.tryLead()) {
                var records = new Records(position.epoch(), kafka, record -> send(session, record, stop));
                Optional<ChangeSource.Changes> found = source.read(position, records);
                if (found.isEmpty()) {
                    position = restart(position);
                    continue;
                }
                ChangeSource.Changes changes = found.get();
                Instant now = work.clock().instant();
                boolean quiet = records.count().equals(Records.Count.NONE);
                if (!quiet || Duration.between(committed, now).compareTo(QUIET) > 0) {
                    session.commit(changes.end());
                    committed = now;
                }
                position = changes.end();
                lastEvent = OptionalLong.of(position.position().lastEvent());
                metrics.published(records.count(), lastEvent.getAsLong(), changes.newestEvent());
                report(changes);
                if (!changes.more()) {
                    source.await(WAIT);
                }
            }
        }
    }

    /** A large transaction must not hold up the end of the program. */
    private static void send(KafkaSession session, ProducerRecord<byte[], byte[]> record, Stop stop) {
        if (stop.requested()) {
            throw new KafkaException("the program ends before the commit");
        }
        session.send(record);
    }

    private PublishedPosition first() {
        return new PublishedPosition(newEpoch(), source.oldest(), Optional.empty());
    }

    /** Returns the time: without the topic of positions, nothing says which epochs there were. */
    private long newEpoch() {
        return work.clock().instant().getEpochSecond();
    }

    /** Begins a new epoch with all that is kept: what consumers have of the last one may lack some of it, or have too much. */
    private PublishedPosition restart(PublishedPosition lost) {
        var begin = new PublishedPosition(Math.max(newEpoch(), lost.epoch() + 1), source.oldest(), Optional.empty());
        metrics.reset();
        log.atWarn()
                .addKeyValue("published_to", lost.position().lastEvent())
                .addKeyValue("epoch", begin.epoch())
                .addKeyValue("from", begin.position().lastEvent() + 1)
                .log("the event log does not continue what was published; publishing all that is kept, as a new epoch");
        return begin;
    }

    private void report(ChangeSource.Changes changes) {
        long last = changes.end().position().lastEvent();
        String detail = "published to position " + last;
        if (changes.more()) {
            work.progress().catchingUp(detail, Math.max(changes.newestEvent() - last, 0));
        } else {
            work.progress().running(detail);
        }
    }

    private void reportAnswering(PublishedPosition position) {
        if (away) {
            away = false;
            log.atInfo()
                    .addKeyValue("servers", kafka.servers())
                    .addKeyValue("position", position.position().lastEvent())
                    .log("Kafka available again");
        }
    }

    private void report(KafkaException failed) {
        metrics.failed();
        var failure = new KafkaFailure(failed);
        failure.settingsFault().ifPresent(fault -> {
            throw fault;
        });
        String because = failure.reason();
        if (failure.isFenced()) {
            work.progress().retrying(TAKEN_OVER);
            log.atWarn().addKeyValue("because", because).log(TAKEN_OVER);
            return;
        }
        work.progress().retrying("Kafka at " + kafka.servers() + ": " + because);
        if (!away) {
            away = true;
            log.atWarn()
                    .addKeyValue("servers", kafka.servers())
                    .addKeyValue("because", because)
                    .log("Kafka unavailable; events wait in the database");
        }
    }
}
