package org.viaduct.interworking;

import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Store;

/** Finds the managed entity that an execTarget means (TS-0004 7.3.4.1; C17). */
final class Targets {

    private static final int GROUP = 9;

    /** A CPE and the {@code <node>} that stands for it. */
    record Target(Resource node, CpeId cpe) {}

    private final Collaborator<Resources> resources;
    private final Collaborator<Store> store;

    Targets(Collaborator<Resources> resources, Collaborator<Store> store) {
        this.resources = resources;
        this.store = store;
    }

    /**
     * @param execTarget the address of a {@code <node>} in any form, or its nodeID
     * @throws OneM2mException 6003 when it is no node of a CPE
     */
    Target resolve(String execTarget) {
        Optional<Resource> found = resources.get().resolve(execTarget).or(() -> byNodeId(execTarget));
        Resource resource = found.orElseThrow(() -> unreachable(execTarget, "is no <node> here"));
        if (resource.type() == GROUP) {
            throw unreachable(execTarget, "is a <group>, which this release does not execute commands on");
        }
        if (resource.type() != Nodes.NODE) {
            throw unreachable(execTarget, "is no <node>");
        }
        try {
            return new Target(resource, CpeId.parse(resource.text("ni").orElse("")));
        } catch (IllegalArgumentException foreign) {
            throw unreachable(execTarget, "is a <node>, but its nodeID is not that of a CPE");
        }
    }

    private Optional<Resource> byNodeId(String nodeId) {
        return store.get().child(resources.get().cseBase(), Nodes.name(nodeId)).filter(resource -> resource.text("ni")
                .equals(Optional.of(nodeId)));
    }

    private static OneM2mException unreachable(String execTarget, String why) {
        return new OneM2mException(
                ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE,
                "execTarget " + Wording.printable(execTarget) + " " + why
                        + ": set ext to the address or the nodeID of the <node> of a CPE that has informed.");
    }
}
