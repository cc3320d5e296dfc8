package dev.sluice.engine.sim;

import dev.sluice.payments.store.StoreException;

/**
 * A node that can die anywhere and start again from its disk. All that runs in it goes through
 * {@link #run}, and what it planned dies with it.
 */
abstract class SimNode {
    private static final long MS = 1_000_000;

    final World world;
    final int number;
    private int life;
    private boolean up;

    SimNode(World world, int number) {
        this.world = world;
        this.number = number;
    }

    boolean up() {
        return up;
    }

    /** Which start this is; a message or plan of another life is void. */
    int life() {
        return life;
    }

    final void start() {
        if (up) return;
        up = true;
        life++;
        world.checker.started(number);
        world.note(Happening.NODE_STARTED, number, life, 0);
        run(this::started);
    }

    /** Runs in this node, which may die of it. */
    final void run(Runnable work) {
        if (!up) return;
        try {
            work.run();
        } catch (Crash crash) {
            die(Happening.NODE_CRASHED);
        } catch (StoreException failed) {
            die(Happening.NODE_STOPPED_ON_FAILED_WRITE);
        }
    }

    final void die(Happening how) {
        up = false;
        world.note(how, number, life, 0);
        stopped();
        world.net.dropAll(number);
        long away = (50 + world.random.nextLong(world.faults.calm() ? 500 : 5_000)) * MS;
        world.agenda.after(away, this::restart);
    }

    private void restart() {
        beforeRestart();
        start();
    }

    final void after(long delayNs, Runnable work) {
        int planned = life;
        world.agenda.after(
                delayNs,
                () -> {
                    if (life == planned) run(work);
                });
    }

    /** Here the node may die. */
    final void site(Site site) {
        if (world.faults.crashes(number, site)) throw new Crash();
    }

    /** From the disk alone. */
    abstract void started();

    /** Everything but the disk is gone. */
    abstract void stopped();

    void beforeRestart() {}

    abstract void receive(Line line, Message message);

    abstract void lineLost(Line line);
}
