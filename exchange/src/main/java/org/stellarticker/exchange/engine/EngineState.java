package org.stellarticker.exchange.engine;

import com.carrotsearch.hppc.LongObjectHashMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Instrument;

/** The whole state of an engine as bytes: equal states give equal bytes. */
public final class EngineState {

    private EngineState() {}

    public static void write(Engine engine, DataOutput out) throws IOException {
        writeTerms(engine, out);
        out.writeLong(engine.events.number());
        out.writeLong(engine.events.at());
        writeAccounts(engine, out);
        out.writeLong(engine.orders.lastNumber());
        out.writeInt(engine.orders.finished());
        for (OrderEntry order = engine.orders.oldestFinished(); order != null; order = order.next) {
            OrderState.write(order, out);
        }
        for (int number = 1; number <= engine.accounts.count(); number++) {
            AccountEntry account = engine.accounts.get(number);
            out.writeInt(account.openOrders);
            for (OrderEntry order = account.oldestOpen; order != null; order = order.newerOpen) {
                OrderState.write(order, out);
            }
        }
        for (OrderBook book : engine.books) {
            writeQueues(book.bids, out);
            writeQueues(book.asks, out);
        }
        writeFills(engine.fills, out);
    }

    /**
     * Reads an engine.
     *
     * @param sink takes the events that follow
     * @param limits from now on; empty: as they were
     */
    public static Engine read(DataInput in, EventSink sink, Optional<EngineLimits> limits) throws IOException {
        var written = new EngineLimits(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        var engine = new Engine(readInstruments(in), limits.orElse(written), sink);
        engine.events.continueAfter(in.readLong());
        engine.events.begin(in.readLong());
        readAccounts(engine, in);
        engine.orders.continueAfter(in.readLong());
        readOrders(engine, in);
        readFills(engine.fills, in);
        return engine;
    }

    private static void writeTerms(Engine engine, DataOutput out) throws IOException {
        EngineLimits limits = engine.limits;
        out.writeInt(limits.openOrders());
        out.writeInt(limits.allOpenOrders());
        out.writeInt(limits.finishedOrders());
        out.writeInt(limits.accounts());
        out.writeInt(limits.waitingFills());
        out.writeInt(engine.instruments.size());
        for (Instrument instrument : engine.instruments) {
            out.writeUTF(instrument.base().sep11());
            out.writeUTF(instrument.counter().sep11());
            out.writeInt(instrument.priceDecimals());
            out.writeLong(instrument.lot());
            out.writeLong(instrument.minimum());
            out.writeLong(instrument.maximum());
            out.writeInt(instrument.takerFee());
        }
    }

    private static List<Instrument> readInstruments(DataInput in) throws IOException {
        int count = in.readInt();
        var instruments = new ArrayList<Instrument>();
        for (int number = 0; number < count; number++) {
            instruments.add(new Instrument(
                    number,
                    Asset.parse(in.readUTF()),
                    Asset.parse(in.readUTF()),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt()));
        }
        return instruments;
    }

    private static void writeAccounts(Engine engine, DataOutput out) throws IOException {
        Accounts accounts = engine.accounts;
        for (int asset = 0; asset < accounts.bank.length; asset++) {
            out.writeLong(accounts.bank[asset]);
            out.writeLong(accounts.fees[asset]);
        }
        out.writeInt(accounts.count());
        for (int number = 1; number <= accounts.count(); number++) {
            AccountEntry account = accounts.get(number);
            out.writeUTF(account.subject);
            for (int asset = 0; asset < accounts.bank.length; asset++) {
                out.writeLong(account.total[asset]);
                out.writeLong(account.held[asset]);
            }
        }
    }

    private static void readAccounts(Engine engine, DataInput in) throws IOException {
        Accounts accounts = engine.accounts;
        for (int asset = 0; asset < accounts.bank.length; asset++) {
            accounts.bank[asset] = in.readLong();
            accounts.fees[asset] = in.readLong();
        }
        int count = in.readInt();
        for (int number = 1; number <= count; number++) {
            AccountEntry account = accounts.add(in.readUTF());
            for (int asset = 0; asset < accounts.bank.length; asset++) {
                account.total[asset] = in.readLong();
                account.held[asset] = in.readLong();
            }
        }
    }

    private static void readOrders(Engine engine, DataInput in) throws IOException {
        var all = new ArrayList<OrderEntry>();
        int finished = in.readInt();
        for (int i = 0; i < finished; i++) {
            OrderEntry order = OrderState.read(in);
            all.add(order);
            engine.orders.finish(order);
        }
        LongObjectHashMap<OrderEntry> open = new LongObjectHashMap<>();
        for (int number = 1; number <= engine.accounts.count(); number++) {
            int orders = in.readInt();
            for (int i = 0; i < orders; i++) {
                OrderEntry order = OrderState.read(in);
                all.add(order);
                open.put(order.number, order);
                engine.accounts.get(number).open(order);
            }
        }
        all.sort(Comparator.comparingLong(OrderEntry::number));
        all.forEach(engine.orders::remember);
        for (OrderBook book : engine.books) {
            readQueues(book.bids, open, in);
            readQueues(book.asks, open, in);
        }
    }

    private static void writeQueues(BookSide side, DataOutput out) throws IOException {
        out.writeInt(side.size());
        for (int rank = 0; rank < side.size(); rank++) {
            PriceLevel level = Objects.requireNonNull(side.level(rank));
            out.writeLong(level.price);
            out.writeInt(level.orders);
            for (OrderEntry order = level.first; order != null; order = order.laterAtLevel) {
                out.writeLong(order.number);
            }
        }
    }

    private static void readQueues(BookSide side, LongObjectHashMap<OrderEntry> open, DataInput in) throws IOException {
        int levels = in.readInt();
        for (int i = 0; i < levels; i++) {
            PriceLevel level = side.add(in.readLong(), null);
            int orders = in.readInt();
            for (int j = 0; j < orders; j++) {
                level.append(open.get(in.readLong()));
            }
        }
    }

    private static void writeFills(FillLog fills, DataOutput out) throws IOException {
        out.writeLong(fills.oldest());
        out.writeLong(fills.taken());
        out.writeLong(fills.newest());
        for (long number = fills.oldest(); number <= fills.newest(); number++) {
            OrderState.write(fills.entry(number), out);
        }
    }

    private static void readFills(FillLog fills, DataInput in) throws IOException {
        long oldest = in.readLong();
        fills.begin(oldest, in.readLong());
        long newest = in.readLong();
        while (fills.newest() < newest) {
            OrderState.read(fills.append(), in);
        }
    }
}
