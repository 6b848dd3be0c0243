package org.stellarticker.exchange.codec;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Event.BalanceChanged;
import org.stellarticker.exchange.Event.Filled;
import org.stellarticker.exchange.Event.LevelChanged;
import org.stellarticker.exchange.Event.OrderAccepted;
import org.stellarticker.exchange.Event.OrderClosed;
import org.stellarticker.exchange.Event.OrderUpdated;
import org.stellarticker.exchange.engine.Codes;
import org.stellarticker.exchange.engine.Micros;

/** Reads what {@link EventEncoder} wrote. */
public final class EventDecoder {

    private final List<Asset> assets;

    /** @param assets those of the engine, in its order */
    public EventDecoder(List<Asset> assets) {
        this.assets = List.copyOf(assets);
    }

    public Event read(ByteBuffer in) {
        byte kind = in.get();
        long number = in.getLong();
        Instant at = Micros.instant(in.getLong());
        return switch (kind) {
            case EventEncoder.ACCEPTED -> new OrderAccepted(number, at, ValueCodec.readOrder(in));
            case EventEncoder.UPDATED -> new OrderUpdated(number, at, ValueCodec.readOrder(in));
            case EventEncoder.CLOSED -> new OrderClosed(number, at, ValueCodec.readOrder(in));
            case EventEncoder.FILLED -> new Filled(number, at, ValueCodec.readFill(in));
            case EventEncoder.BALANCE ->
                new BalanceChanged(number, at, in.getLong(), assets.get(in.getShort()), in.getLong(), in.getLong());
            case EventEncoder.LEVEL ->
                new LevelChanged(
                        number, at, in.getInt(), Codes.side(in.get()), in.getLong(), in.getLong(), in.getInt());
            default -> throw new IllegalArgumentException("no event begins with " + kind);
        };
    }
}
