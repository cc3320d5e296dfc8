package dev.sluice.engine.node;

import dev.sluice.engine.scheduler.MediaRate;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.text.Bytes;
import java.util.List;

/** What a manifest says about money, in the types of money. */
public final class Works {
    /** A hundred years: beyond, the arithmetic would overflow. */
    private static final long MAX_DURATION_MILLIS = 3_155_760_000_000L;

    private Works() {}

    public static WorkPrice price(Manifest manifest) {
        return WorkPrice.of(
                new Terms(manifest.terms().pricePerMib(), manifest.terms().seederShareBps()),
                manifest.geometry().contentBytes(),
                manifest.geometry().sliceBytes(),
                manifest.offer().durationMillis());
    }

    /** How long a slice plays, nanoseconds; 0 when that is not known. */
    static long sliceNs(Manifest manifest) {
        long slices = Math.max(1, manifest.geometry().slices());
        long millis = Math.clamp(manifest.offer().durationMillis(), 0, MAX_DURATION_MILLIS);
        long sliceNs = millis * 1_000_000 / slices;
        return sliceNs <= MediaRate.MAX_SLICE_NS ? sliceNs : 0;
    }

    public static List<Share> split(Manifest manifest) {
        return shares(manifest.terms().coCreators());
    }

    /** What a delegate's key channels carry. */
    public static List<Share> split(Delegation delegation) {
        return shares(delegation.split());
    }

    private static List<Share> shares(List<dev.sluice.streaming.content.Share> shares) {
        return shares.stream()
                .map(s -> new Share(address(s.recipient()), s.basisPoints()))
                .toList();
    }

    /** Zero when the creator takes all. */
    public static Bytes32 splitHash(Manifest manifest) {
        return hash(split(manifest));
    }

    static Bytes32 splitHash(Delegation delegation) {
        return hash(split(delegation));
    }

    private static Bytes32 hash(List<Share> split) {
        return split.isEmpty() ? Bytes32.ZERO : new Split(split).hash();
    }

    static Address payee(Delegation delegation) {
        return address(delegation.payee());
    }

    public static Address payee(Manifest manifest) {
        return address(manifest.terms().payee());
    }

    public static Address token(Manifest manifest) {
        return address(manifest.terms().token());
    }

    public static Domain domain(Manifest manifest) {
        return new Domain(manifest.terms().chainId(), address(manifest.terms().contract()));
    }

    private static Address address(Bytes bytes) {
        return Address.of(bytes.toArray());
    }
}
