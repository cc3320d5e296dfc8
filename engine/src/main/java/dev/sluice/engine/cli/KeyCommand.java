package dev.sluice.engine.cli;

import dev.sluice.engine.node.Home;
import dev.sluice.streaming.grant.Evidence;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.text.PeerId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice key}: keys that are held, passed on, or sold for others. */
@Command(
        name = "key",
        description = "Keys that are held, passed on, or sold for others.",
        subcommands = {
            KeyCommand.Show.class,
            KeyCommand.VerifyEvidence.class,
            DelegateCommand.class,
            KeyBuy.class,
            GrantCommands.Show.class,
            GrantCommands.Hand.class,
            GrantCommands.Add.class,
            GrantCommands.Drop.class,
            GrantCommands.Revoke.class
        })
final class KeyCommand {
    private KeyCommand() {}

    /** Prints the public half of this directory's holder key. */
    @Command(
            name = "holder",
            description = "Print whom a grant or a delegation for this directory is made out to.")
    static final class Show extends HomeTask {
        @Override
        public Integer call() throws Exception {
            Home home = home();
            SecureRandom random = new SecureRandom();
            Holder holder = home.authority().holderKey(random).holder();
            PeerId peer = PeerId.of(home.identity(random).peerId());
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "holder");
            object.put("holder", holder.toString());
            object.put("peer", peer.toString());
            Output output = output();
            if (output.json()) output.result(object);
            else {
                output.result(holder.toString());
                output.note("this node's peer id: " + peer);
            }
            return ExitCode.OK.number();
        }
    }

    /** Checks the proof of a wrong key. Needs nothing but the file. */
    @Command(
            name = "verify-evidence",
            description = "Check the proof that a wrong key was sold or granted; offline.")
    static final class VerifyEvidence extends Task {
        @Parameters(index = "0", paramLabel = "FILE", description = "The evidence.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws Exception {
            Evidence proof = Grants.read(file, Evidence.MAX_BYTES, "evidence", Evidence::verify);
            String creator = proof.manifest().core().creator().toString();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "evidence");
            object.put("proven", true);
            object.put("content", proof.manifest().id().toString());
            object.put("slice", proof.index());
            object.put("fault", proof.what());
            object.put("creator", creator);
            proof.delegate().ifPresent(d -> object.put("delegate", d.peer().toString()));
            proof.receipt().ifPresent(r -> object.put("channel", r.channel().toString()));
            proof.grant().ifPresent(g -> object.put("grant", g.serial().toString()));
            Output output = output();
            if (output.json()) output.result(object);
            else {
                output.result("proven: " + proof.what());
                output.result("  of " + proof.manifest().id());
                output.result("  " + byWhom(proof, creator));
            }
            return ExitCode.OK.number();
        }

        private static String byWhom(Evidence proof, String creator) {
            return proof.grant()
                    .map(grant -> "in grant " + grant.serial() + " of creator " + creator)
                    .orElseGet(
                            () ->
                                    proof.delegate()
                                            .map(d -> "sold by delegate " + d.peer())
                                            .orElse("sold by creator " + creator));
        }
    }
}
