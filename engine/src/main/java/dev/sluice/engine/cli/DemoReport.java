package dev.sluice.engine.cli;

import dev.sluice.engine.demo.DemoPlan;
import dev.sluice.engine.demo.DemoResult;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.Terms;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The demo's end: a table for a person, the result line for a program. */
record DemoReport(Output output, DemoPlan plan) {
    void show(DemoResult result) {
        if (output.json()) output.result(json(result));
        else table(result);
    }

    private static Map<String, Object> json(DemoResult r) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "result");
        object.put("ok", true);
        object.put("content", r.content().toString());
        object.put("bytes", r.bytes());
        object.put("sha256", r.sha256());
        object.put("slices", r.slices());
        object.put("sliceBytes", r.sliceBytes());
        object.put("seconds", r.seconds());
        object.put("firstSliceMs", r.firstSliceMs());
        object.put("price", r.price().toString());
        object.put("paid", r.paid().toString());
        object.put("creatorEarned", r.creatorEarned().toString());
        Map<String, Object> earned = new LinkedHashMap<>();
        Map<String, Object> bytes = new LinkedHashMap<>();
        for (DemoResult.SeederPart part : r.seeders()) {
            earned.put(part.peer().toString(), part.earned().toString());
            bytes.put(part.peer().toString(), part.bytes());
        }
        object.put("seederEarned", earned);
        object.put("seederBytes", bytes);
        object.put("vouchers", r.vouchers());
        object.put("settled", settled(r.settled()));
        object.put("gas", r.gas());
        object.put("chain", chain(r.chain()));
        return object;
    }

    private static Map<String, Object> settled(DemoResult.Settled settled) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("creator", settled.creator().toString());
        object.put("seeders", settled.seeders().toString());
        object.put("refunded", settled.refunded().toString());
        object.put("deposit", settled.deposit().toString());
        return object;
    }

    private static Map<String, Object> chain(DemoResult.Chain chain) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", chain.id());
        object.put("contract", chain.contract().toString());
        object.put("transactions", chain.transactions());
        return object;
    }

    private void table(DemoResult r) {
        work(r);
        earnings(r);
        output.result("");
        output.result(
                text(
                        "  deposit %s = settled %s + refunded %s",
                        Money.coins(r.settled().deposit()),
                        Money.coins(r.settled().creator().plus(r.settled().seeders())),
                        Money.coins(r.settled().refunded())));
        output.result(
                text(
                        "  %,d vouchers signed, %d transactions, %,d gas",
                        r.vouchers(), r.chain().transactions(), r.gas()));
    }

    private void work(DemoResult r) {
        Terms terms = new Terms(plan.pricePerMib(), plan.seederShareBps());
        int slice = (int) Math.min(r.bytes(), r.sliceBytes());
        output.result("");
        output.result("  content   " + r.content());
        output.result("  sha256    " + r.sha256());
        output.result(
                text(
                        "  streamed  %s in %.2f s (%s/s), first slice after %d ms",
                        Sizes.bytes(r.bytes()),
                        r.seconds(),
                        Sizes.bytes((long) (r.bytes() / r.seconds())),
                        r.firstSliceMs()));
        output.result(
                text(
                        "  slices    %,d of %s, %s each: %s to the creator, %s to the seeder",
                        r.slices(),
                        Sizes.bytes(slice),
                        Money.coins(Amount.of(terms.price(slice))),
                        Money.coins(Amount.of(terms.creatorShare(slice))),
                        Money.coins(Amount.of(terms.seederFee(slice)))));
        output.result("");
    }

    private void earnings(DemoResult r) {
        row("who", "bytes", "", "earned");
        row("creator", "", "keys", Money.coins(r.creatorEarned()));
        int number = 1;
        for (DemoResult.SeederPart part : r.seeders())
            row(
                    "seeder " + number++,
                    Sizes.bytes(part.bytes()),
                    text("%.1f%%", 100.0 * part.bytes() / r.bytes()),
                    Money.coins(part.earned()));
        row("paid", "", "", Money.coins(r.paid()));
    }

    private void row(String who, String bytes, String part, String earned) {
        output.result(text("  %-10s %14s %8s  %s", who, bytes, part, earned));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library we do not ship
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
