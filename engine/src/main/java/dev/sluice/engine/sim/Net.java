package dev.sluice.engine.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * The network: connections that lose, delay, repeat and reorder messages, and break.
 *
 * <p>A transport that promises order and delivery breaks when it cannot keep them; so a connection
 * that lost a message dies when its idle time is over, if not before.
 */
final class Net {
    private static final long MS = 1_000_000;
    private static final long IDLE_NS = 8_000 * MS;
    private static final long LATE_NS = 15 * MS;

    private final World world;
    private final List<Line> lines = new ArrayList<>();

    Net(World world) {
        this.world = world;
    }

    /** A new connection, or null when the seller is not there. */
    @org.jspecify.annotations.Nullable
    Line connect(SimNode payer, SimNode seller) {
        if (!seller.up()) return null;
        Line line = new Line(payer, seller);
        lines.add(line);
        world.note(Happening.CONNECTED, payer.number, seller.number, 0);
        return line;
    }

    private long latency() {
        return MS + world.random.nextLong(15 * MS);
    }

    void send(Line line, SimNode from, Message message) {
        if (!line.open || !line.alive(from)) return;
        from.site(Site.SEND_BEFORE);
        Faults faults = world.faults;
        Plan plan = world.plan;
        if (faults.chance(plan.cutPerMillion())) cut(line);
        else if (faults.chance(plan.losePerMillion())) lose(line, from);
        else {
            deliver(line, from, message);
            if (faults.chance(plan.duplicatePerMillion())) {
                world.note(Happening.MESSAGE_DUPLICATED, from.number, line.other(from).number, 0);
                deliver(line, from, message);
            }
        }
        from.site(Site.SEND_AFTER);
    }

    private void lose(Line line, SimNode from) {
        world.note(Happening.MESSAGE_LOST, from.number, line.other(from).number, 0);
        world.agenda.after(world.random.nextLong(IDLE_NS), () -> cut(line));
    }

    private void deliver(Line line, SimNode from, Message message) {
        long at = arrival(line, from);
        SimNode to = line.other(from);
        world.agenda.at(at, () -> arrive(line, to, message));
    }

    private long arrival(Line line, SimNode from) {
        long at = world.agenda.nowNs() + latency();
        if (world.faults.chance(world.plan.delayPerMillion())) {
            world.note(Happening.MESSAGE_DELAYED, from.number, line.other(from).number, 0);
            at += world.random.nextLong(3_000 * MS);
        }
        if (world.faults.chance(world.plan.reorderPerMillion())) {
            world.note(Happening.MESSAGE_REORDERED, from.number, line.other(from).number, 0);
            return at + world.random.nextLong(100 * MS);
        }
        return line.inOrder(from, at);
    }

    private void arrive(Line line, SimNode to, Message message) {
        if (!line.alive(to) || !heard(line, to)) return;
        to.run(
                () -> {
                    to.site(Site.RECEIVE_BEFORE);
                    to.receive(line, message);
                    to.site(Site.RECEIVE_AFTER);
                });
    }

    /** What was received before a connection was lost may be told a little after it. */
    private boolean heard(Line line, SimNode to) {
        if (line.open) return true;
        return to.equals(line.payer)
                && world.agenda.nowNs() - line.cutAtNs < LATE_NS
                && world.random.nextBoolean();
    }

    /** The connection is gone; both sides hear of it a little later. */
    void cut(Line line) {
        if (!line.open) return;
        line.open = false;
        line.cutAtNs = world.agenda.nowNs();
        lines.remove(line);
        world.note(Happening.DISCONNECTED, line.payer.number, line.seller.number, 0);
        tell(line, line.payer);
        tell(line, line.seller);
    }

    private void tell(Line line, SimNode node) {
        world.agenda.after(
                world.random.nextLong(10 * MS),
                () -> {
                    if (line.alive(node)) node.run(() -> node.lineLost(line));
                });
    }

    /** A node died: its peers notice. */
    void dropAll(int node) {
        for (Line line : List.copyOf(lines))
            if (line.payer.number == node || line.seller.number == node) cut(line);
    }
}
