package org.stellarticker.webhooksender;

import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.publichttp.WebhookUrls;

/** The program's settings. */
record SenderConfig(WebhookUrls urls, DatabaseAddress database) {

    static WebhookUrls urls(Settings in) {
        return in.read("WEBHOOK_TRUSTED_ORIGINS", "", WebhookUrls::parse);
    }

    static SenderConfig read(Settings in) {
        return in.all(() -> new SenderConfig(urls(in), in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }
}
