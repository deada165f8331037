package org.viaduct.onem2m.api;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;

/** What whoever keeps resources needs of the CSE that hosts them. Thread-safe. */
@ProviderType
public interface Resources {

    /** The resourceID of the CSEBase. */
    ResourceId cseBase();

    /**
     * The resource that an address names, whichever form it has: unstructured or structured, CSE-relative, SP-relative or
     * absolute (TS-0001 7.2). Empty when there is none here.
     */
    Optional<Resource> resolve(String address);

    /** The structured, CSE-relative address of a resource, such as {@code cse-in/fw/exin-01h…}. */
    String addressOf(Resource resource);

    /**
     * A new resource that is not stored yet: a resourceID of its own, {@code ct}, {@code lt} and, where the attributes have
     * none, the default {@code et}.
     *
     * @param name rn; when absent it equals the resourceID
     * @param typeName the root name of the type's representation, such as {@code m2m:exin}
     * @throws org.viaduct.onem2m.OneM2mException 5000-class when the type is not known at present
     */
    Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes);
}
