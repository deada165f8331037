package org.viaduct.onem2m.cse;

import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.type.ResourceType;

/**
 * The resource that a request is about.
 *
 * @param address structured and CSE-relative
 */
record Target(Resource resource, ResourceType type, String address) {

    /** The same as it is now. */
    Target with(Resource current) {
        return new Target(current, type, address);
    }
}
