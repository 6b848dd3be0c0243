package org.stellarticker.webhooksender;

import org.stellarticker.daemon.settings.ProgramSettings;
import org.stellarticker.daemon.settings.Settings;

/** Gives webhook-sender's settings to the check before a start. The program runs with SUBSCRIPTIONS only. */
public final class SenderSettings implements ProgramSettings {

    @Override
    public String program() {
        return "webhook-sender";
    }

    @Override
    public void read(Settings in) {
        in.all(() -> SenderConfig.urls(in));
    }
}
