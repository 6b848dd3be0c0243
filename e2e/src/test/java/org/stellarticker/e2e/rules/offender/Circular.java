package org.stellarticker.e2e.rules.offender;

import org.stellarticker.e2e.rules.offender.circle.Back;

public final class Circular {
    public Back there() {
        return new Back(this);
    }
}
