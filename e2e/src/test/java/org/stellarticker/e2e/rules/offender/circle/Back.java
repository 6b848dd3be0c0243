package org.stellarticker.e2e.rules.offender.circle;

import org.stellarticker.e2e.rules.offender.Circular;

public record Back(Circular again) {}
