package org.viaduct.interworking;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.CpeId;
import org.viaduct.interworking.command.Wording;
import org.viaduct.onem2m.NodeId;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Groups;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Store;

/** Finds the managed entities that an execTarget means (TS-0004 7.3.4.1; C17). */
final class Targets {

    private static final int GROUP = 9;

    /** A CPE and the {@code <node>} that stands for it. */
    record Target(Resource node, CpeId cpe) {}

    private final Presence<Resources> resources;
    private final Presence<Groups> groups;
    private final Presence<Store> store;

    Targets(Presence<Resources> resources, Presence<Groups> groups, Presence<Store> store) {
        this.resources = resources;
        this.groups = groups;
        this.store = store;
    }

    /**
     * The group that an execTarget names, if it names one.
     *
     * @param execTarget an address in any form
     */
    Optional<Resource> group(String execTarget) {
        return resources.get().resolve(execTarget).filter(resource -> resource.type() == GROUP);
    }

    /**
     * The CPEs of a group, each once, looked up when the stream comes to them.
     *
     * @throws OneM2mException 6003 when it comes to a member that is no node of a CPE
     */
    Stream<Target> members(Resource group) {
        Set<CpeId> seen = new HashSet<>();
        return groups.get()
                .members(group)
                .map(member -> target(member, "member " + member.id() + " of the <group> " + group.name()))
                .filter(target -> seen.add(target.cpe()));
    }

    /**
     * @param execTarget the address of a {@code <node>} in any form, or its nodeID
     * @throws OneM2mException 6003 when it is no node of a CPE
     */
    Target resolve(String execTarget) {
        String named = "execTarget " + Wording.printable(execTarget);
        return target(
                resources
                        .get()
                        .resolve(execTarget)
                        .or(() -> byNodeId(execTarget))
                        .orElseThrow(() -> unreachable(named, "is no <node> here")),
                named);
    }

    private static Target target(Resource resource, String named) {
        if (resource.type() != Nodes.NODE) {
            throw unreachable(named, "is no <node>");
        }
        try {
            return new Target(resource, CpeId.parse(resource.text("ni").orElse("")));
        } catch (IllegalArgumentException foreign) {
            throw unreachable(named, "is a <node>, but its nodeID is not that of a CPE");
        }
    }

    private Optional<Resource> byNodeId(String nodeId) {
        return store.get()
                .child(resources.get().cseBase(), new NodeId(nodeId).resourceName())
                .filter(resource -> resource.text("ni").equals(Optional.of(nodeId)));
    }

    private static OneM2mException unreachable(String named, String why) {
        return new OneM2mException(
                ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE,
                "The " + named + " " + why + ": set ext to the address or the nodeID of the <node> of a CPE that has"
                        + " informed, or to a <group> of such nodes.");
    }
}
