package org.stellarticker.webhooksender;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.webhooksender.match.Matching;
import org.stellarticker.webhooksender.metrics.SenderMetrics;
import org.stellarticker.webhooksender.send.Sending;
import org.stellarticker.webhooksender.send.WebhookClient;

/** Matches what happens with subscriptions, and delivers messages to their webhooks, each at least once. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("webhook-sender", SenderConfig::read, Main::wire);
    }

    private static void wire(SenderConfig config, Daemon daemon) {
        var database = daemon.open(Database.openForTwoLoops(config.database(), "webhook-sender"));
        SchemaVersion.check(database);
        var reports = new ProgramStatusStore();
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

        var metrics = new SenderMetrics(daemon.metrics());
        var matchingLead = daemon.open(database.leadership("webhook-matching"));
        var events = daemon.open(database.listen(EventLog.CHANNEL, ReplayStore.REQUESTED));
        daemon.follow("matching", new Matching(database, matchingLead, events, metrics, daemon.work("matching")));

        var sendingLead = daemon.open(database.leadership("webhook-sending"));
        var messages = daemon.open(database.listen(DeliveryStore.CHANNEL));
        var client = daemon.open(new WebhookClient(config.urls()));
        var sending = new Sending(database, sendingLead, client, metrics, daemon.work("sending"));
        daemon.follow("sending", sending);
        daemon.follow("messages", sending.wokenBy(messages, daemon.progress("messages")));
    }
}
