package org.viaduct.cwmp.client;

import java.net.InetAddress;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;

/**
 * Where a message came from.
 *
 * @param connection stands for the TCP connection: equal for the messages of one connection only
 * @param sender who sent it, as its authentication has proved
 */
record Peer(InetAddress address, Object connection, Sender sender) {

    /** Whether the message may belong to a session of this CPE that this sender opened. */
    boolean mayGoOn(CpeId cpe, Sender opener) {
        return sender.equals(opener) || sender instanceof Sender.Known known && known.mayBe(cpe);
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
