package dev.sluice.streaming.content;

import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A link to a work that a person can pass on: {@code sluice:<content
 * id>?peer=<address>&peer=<address>&dn=<title>}. Peers are where to ask first, the display name is
 * a courtesy; neither is trusted. Values are percent-encoded UTF-8 (RFC 3986), unknown keys are
 * ignored.
 */
public record ContentLink(ContentId content, List<PeerAddress> peers, String displayName) {
    public static final String SCHEME = "sluice:";

    /** Longest link, in characters. */
    public static final int MAX_TEXT = 8192;

    public static final int MAX_PEERS = 16;

    public ContentLink {
        peers = List.copyOf(peers);
        if (peers.size() > MAX_PEERS)
            throw new IllegalArgumentException(
                    "a link has at most " + MAX_PEERS + " peers, got " + peers.size());
        if (displayName.length() > Offer.MAX_TITLE_BYTES)
            throw new IllegalArgumentException(
                    "a display name has at most "
                            + Offer.MAX_TITLE_BYTES
                            + " characters, got "
                            + displayName.length());
    }

    public static ContentLink of(ContentId content) {
        return new ContentLink(content, List.of(), "");
    }

    /** Throws {@link IllegalArgumentException}, saying what is wrong, for any other text. */
    public static ContentLink parse(String text) {
        if (text.length() > MAX_TEXT)
            throw new IllegalArgumentException(
                    "a link has at most " + MAX_TEXT + " characters, got " + text.length());
        if (!text.substring(0, Math.min(SCHEME.length(), text.length()))
                .toLowerCase(Locale.ROOT)
                .equals(SCHEME))
            throw new IllegalArgumentException(
                    "a link begins with sluice:, got " + Printable.escape(text, SCHEME.length()));
        String rest = text.substring(SCHEME.length());
        int query = rest.indexOf('?');
        ContentId content = ContentId.parse(query < 0 ? rest : rest.substring(0, query));
        return query < 0 ? of(content) : withQuery(content, rest.substring(query + 1));
    }

    private static ContentLink withQuery(ContentId content, String query) {
        List<PeerAddress> peers = new ArrayList<>();
        String name = "";
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("peer="))
                peers.add(PeerAddress.parse(PercentText.decode(pair.substring(5))));
            if (pair.startsWith("dn=")) name = PercentText.decode(pair.substring(3));
        }
        return new ContentLink(content, peers, name);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(SCHEME).append(content);
        char separator = '?';
        for (PeerAddress peer : peers) {
            out.append(separator).append("peer=").append(PercentText.encode(peer.toString()));
            separator = '&';
        }
        if (!displayName.isEmpty())
            out.append(separator).append("dn=").append(PercentText.encode(displayName));
        return out.toString();
    }
}
