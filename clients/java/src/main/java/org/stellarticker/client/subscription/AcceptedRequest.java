// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Accepted request.
 */
public record AcceptedRequest(
        @JsonProperty(value = "subscription_id", required = true)
        long subscriptionId) {}
