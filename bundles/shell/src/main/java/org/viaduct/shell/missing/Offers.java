package org.viaduct.shell.missing;

import java.util.List;
import java.util.stream.Stream;

/** What the features that could be installed would bring. */
interface Offers {

    /** @return for each bundle that is not installed and provides the service, the features with it, smallest first */
    List<Offer> of(String service);

    /** The services that bundles of features provide. */
    Stream<String> services();

    /** The settings files that belong to a PID, of its factory instances too. */
    List<String> files(String pid);

    record Offer(String bundle, List<String> features) {}
}
