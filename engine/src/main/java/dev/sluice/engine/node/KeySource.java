package dev.sluice.engine.node;

import dev.sluice.engine.consumer.KeyTrust;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.text.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a work's keys come from.
 *
 * @param address the key service
 * @param delegation by what right it sells, checked; null when it is the creator's
 * @param trust whose signature its answers carry, and what is held already
 */
public record KeySource(PeerAddress address, @Nullable Delegation delegation, KeyTrust trust) {
    static KeySource creator(Manifest manifest, PeerAddress address) {
        return new KeySource(address, null, KeyTrust.creator(manifest));
    }
}
