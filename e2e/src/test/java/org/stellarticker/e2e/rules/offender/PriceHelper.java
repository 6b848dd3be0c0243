package org.stellarticker.e2e.rules.offender;

final class PriceHelper {}
