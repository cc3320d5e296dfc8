package dev.sluice.poc.blockchain;

import java.util.function.Function;

/** A way to settle that has been through its life, and what was seen of it. */
record Lived(Function<Chain, Settlement> maker, Settlement option, Steps steps, Promises promises) {

    static Lived through(Function<Chain, Settlement> maker) {
        try (Chain chain = new Chain()) {
            Settlement option = maker.apply(chain);
            return new Lived(maker, option, option.life(), option.promises());
        }
    }

    String name() {
        return option.name();
    }

    Cost cost(Usage usage) {
        return option.cost(usage, steps);
    }

    long gasPerHour(Usage usage) {
        return cost(usage).gas() / usage.hours();
    }
}
