package org.stellarticker.exchange.engine.offender;

import java.util.SplittableRandom;

public record ThrowsDice(SplittableRandom dice) {}
