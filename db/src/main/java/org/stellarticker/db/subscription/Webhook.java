package org.stellarticker.db.subscription;

/**
 * Where messages go.
 *
 * @param ordered whether a message waits until the one before it was received or given up
 */
public record Webhook(String url, boolean ordered, WebhookSecrets secrets) {}
