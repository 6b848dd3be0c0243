package org.stellarticker.marketdata.offender;

import com.fasterxml.jackson.databind.JsonNode;

public record KnowsJson(JsonNode answer) {}
