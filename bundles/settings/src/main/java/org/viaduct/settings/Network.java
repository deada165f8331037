package org.viaduct.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, as CIDR notation names it (RFC 4632); a zone is left out. */
public record Network(InetAddress address, int prefix) {

    /** @throws IllegalArgumentException if it is none, with a sentence for an operator */
    public static Network parse(String text) {
        String[] parts = text.replaceFirst("%[^/]*", "").split("/", 2);
        boolean literal = parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        try {
            InetAddress address = InetAddress.getByName(literal ? parts[0] : "not a literal");
            int bits = address.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException(text + " must have a prefix length from 0 to " + bits);
            }
            return new Network(address, prefix);
        } catch (UnknownHostException | NumberFormatException notCidr) {
            throw new IllegalArgumentException(
                    text + " is no network: write it like 192.0.2.0/24 or 2001:db8::/32", notCidr);
        }
    }

    public boolean contains(InetAddress candidate) {
        byte[] ours = address.getAddress();
        byte[] theirs = candidate.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
