package org.viaduct.onem2m.api;

import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.onem2m.Resource;

/** Who belongs to a {@code <group>} (TS-0001 9.6.13). Thread-safe. */
@ProviderType
public interface Groups {

    /**
     * The members of a group as they are now: each once, first those that it names itself in the order of {@code mid}, then
     * those of the groups nested in it. A nested group stands for its members, whether or not its address ends with
     * {@code /fopt}, and is not among them; groups that contain each other do no harm. Members that were deleted are left
     * out.
     *
     * <p>Each member is looked up when the stream comes to it, so that many of them need not be in memory at once: take as
     * many as fit into a batch from its iterator. A lookup may throw what {@link Resources#resolve} throws.
     *
     * @param group a resource of type 9
     */
    Stream<Resource> members(Resource group);
}
