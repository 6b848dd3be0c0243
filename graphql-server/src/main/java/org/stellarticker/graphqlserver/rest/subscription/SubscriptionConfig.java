package org.stellarticker.graphqlserver.rest.subscription;

import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.publichttp.WebhookUrls;

/**
 * The settings of subscriptions.
 *
 * @param on whether the run has webhook-sender, without which nothing would be delivered
 * @param urls which addresses may be given for webhooks
 */
public record SubscriptionConfig(boolean on, WebhookUrls urls) {

    public static SubscriptionConfig read(Settings in) {
        return new SubscriptionConfig(
                in.flag("SUBSCRIPTIONS", "false"), in.read("WEBHOOK_TRUSTED_ORIGINS", "", WebhookUrls::parse));
    }
}
