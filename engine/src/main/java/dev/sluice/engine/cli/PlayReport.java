package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.session.Duplicates;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a playback came to. */
record PlayReport(Output output, PlaybackPlan plan, PlaybackResult result) {
    void show() {
        if (output.json()) output.result(json());
        else
            output.note(
                    Sizes.bytes(result.deliveredBytes())
                            + " played, "
                            + fromDisk()
                            + Money.coins(plan.promised())
                            + " paid in "
                            + plan.vouchers()
                            + " vouchers"
                            + twice());
    }

    private String twice() {
        Duplicates twice = result.duplicates();
        if (twice.slices() == 0) return "";
        return "; "
                + Money.coins(twice.fees())
                + " of it for slices that two seeders brought: "
                + twice.slices();
    }

    private String fromDisk() {
        long bytes = result.localBytes();
        return bytes == 0 ? "" : Sizes.bytes(bytes) + " of it from this disk, ";
    }

    private Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "result");
        object.put("ok", result.failure().isEmpty());
        object.put("content", plan.manifest().id().toString());
        object.put("bytes", result.deliveredBytes());
        object.put("of", plan.manifest().geometry().contentBytes());
        object.put("localBytes", result.localBytes());
        object.put("firstSliceMs", result.firstSliceNs() / 1_000_000);
        object.put("price", plan.price().total().toString());
        object.put("paid", plan.promised().toString());
        object.put("duplicates", result.duplicates().slices());
        object.put("duplicatesPaid", result.duplicates().fees().toString());
        object.put("vouchers", plan.vouchers());
        Map<String, Object> bytes = new LinkedHashMap<>();
        for (int i = 0; i < plan.seeders().size(); i++)
            bytes.put(
                    plan.seeders().get(i).address().peer().toString(), result.seederBytes().get(i));
        object.put("seederBytes", bytes);
        return object;
    }
}
