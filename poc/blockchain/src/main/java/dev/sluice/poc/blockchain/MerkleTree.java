package dev.sluice.poc.blockchain;

import dev.sluice.payments.crypto.Keccak256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Payees and their cumulative amounts under one root; as many leaves as a power of two. */
final class MerkleTree {
    private final List<List<byte[]>> levels = new ArrayList<>();

    MerkleTree(List<String> payees, long cumulative) {
        if (Integer.bitCount(payees.size()) != 1)
            throw new IllegalArgumentException(payees.size() + " payees are no power of two");
        levels.add(payees.stream().map(payee -> leaf(payee, cumulative)).toList());
        while (levels.getLast().size() > 1) levels.add(parents(levels.getLast()));
    }

    byte[] root() {
        return levels.getLast().getFirst();
    }

    /** The siblings on the way up. */
    List<byte[]> proof(int index) {
        List<byte[]> proof = new ArrayList<>();
        for (int i = 0; i < levels.size() - 1; i++) proof.add(levels.get(i).get(index >> i ^ 1));
        return proof;
    }

    private static byte[] leaf(String payee, long cumulative) {
        return Keccak256.hash(Keccak256.hash(Call.words(payee, cumulative)));
    }

    private static List<byte[]> parents(List<byte[]> level) {
        List<byte[]> parents = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2)
            parents.add(parent(level.get(i), level.get(i + 1)));
        return parents;
    }

    private static byte[] parent(byte[] a, byte[] b) {
        boolean ordered = Arrays.compareUnsigned(a, b) < 0;
        return Keccak256.hash(ordered ? Call.join(a, b) : Call.join(b, a));
    }
}
