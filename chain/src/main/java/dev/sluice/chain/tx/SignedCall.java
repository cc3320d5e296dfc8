package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.payments.money.Address;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An intent with its nonce and what was signed for it.
 *
 * <pre>
 *   version u8 = 1 │ nonce i64 │ action utf │ to? u8 [20] │ value │ data │ gas limit │ tip │ max │ raw
 *   numbers and byte strings: length i32, then big-endian bytes
 * </pre>
 */
record SignedCall(ContractCall call, long nonce, BigInteger gasLimit, Account.Signed signed) {
    private static final int VERSION = 1;
    private static final int LONGEST = 1 << 20;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(nonce);
            out.writeUTF(call.action());
            out.writeBoolean(call.to().isPresent());
            if (call.to().isPresent()) out.write(call.to().get().toBytes());
            write(out, call.valueWei().toByteArray());
            write(out, call.data());
            write(out, gasLimit.toByteArray());
            write(out, signed.fee().tipWei().toByteArray());
            write(out, signed.fee().maxWei().toByteArray());
            write(out, signed.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static SignedCall of(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) throw new IOException("version " + version);
            long nonce = in.readLong();
            String action = in.readUTF();
            Optional<Address> to =
                    in.readBoolean()
                            ? Optional.of(Address.of(in.readNBytes(Address.BYTES)))
                            : Optional.empty();
            BigInteger value = new BigInteger(read(in));
            ContractCall call = new ContractCall(action, to, value, read(in));
            BigInteger gasLimit = new BigInteger(read(in));
            Fee fee = new Fee(new BigInteger(read(in)), new BigInteger(read(in)));
            return new SignedCall(call, nonce, gasLimit, Account.Signed.of(read(in), fee));
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) throw new IOException("length " + length);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new IOException(bytes.length + " of " + length + " bytes");
        return bytes;
    }
}
