package org.stellarticker.sandbox.horizon;

import java.util.List;
import org.stellarticker.sandbox.journal.Journal;

/** What the sandbox answers, address by address. */
final class Endpoints {

    /** About how long records are, links and indents included. */
    private static final int TRADE_BYTES = 1600;

    private static final int LEDGER_BYTES = 1900;

    private final Journal journal;
    private final AssetTexts assetTexts;

    Endpoints(Journal journal) {
        this.journal = journal;
        this.assetTexts = new AssetTexts(journal.assets());
    }

    List<Route> routes() {
        return List.of(
                Route.history("/", this::root),
                Route.history("/trades", this::trades),
                Route.history("/ledgers", this::ledgers),
                Route.history("/ledgers/*", this::ledger));
    }

    private Answer root(Visit visit) {
        return new Answer.One(json -> RootJson.write(
                json, visit.query().origin(), visit.view(), journal.header().networkPassphrase()));
    }

    private Answer trades(Visit visit) {
        var json = new TradeJson(assetTexts, visit.query().origin());
        return new Answer.Streamed(visit.page(), TradeListing.read(visit.query(), journal.assets(), json), TRADE_BYTES);
    }

    private Answer ledgers(Visit visit) {
        return new Answer.Streamed(visit.page(), new LedgerListing(ledgerJson(visit)), LEDGER_BYTES);
    }

    private Answer ledger(Visit visit) {
        int sequence;
        try {
            sequence = Integer.parseInt(visit.captured().getFirst());
        } catch (NumberFormatException notANumber) {
            throw Problem.invalidField("ledger_id", "Ledger ID must be an integer higher than 0");
        }
        if (sequence < visit.view().elder()) {
            throw Problem.beforeHistory();
        }
        if (sequence > visit.view().latest()) {
            throw Problem.notFound();
        }
        return new Answer.One(json -> ledgerJson(visit).write(json, visit.view().ledger(sequence)));
    }

    private LedgerJson ledgerJson(Visit visit) {
        return new LedgerJson(visit.query().origin(), journal.header().networkPassphrase());
    }
}
