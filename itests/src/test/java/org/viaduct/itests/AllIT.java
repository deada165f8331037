package org.viaduct.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/** Every test inside the container, in one container. */
@RunWith(Suite.class)
@SuiteClasses({
    ShippedIT.class,
    WholeWayIT.class,
    FilesIT.class,
    CommandsIT.class,
    FaultsIT.class,
    QueueIT.class,
    ConnectionRequesterIT.class,
    HotSwapIT.class,
    VendorBundleIT.class,
    VendorObjectIT.class,
    VendorArchetypeIT.class,
    BadInputIT.class,
    NotificationIT.class,
    GroupsIT.class,
    ModesIT.class,
    RequestsIT.class,
    RacingSessionsIT.class,
    SecretsIT.class,
    MissingPiecesIT.class,
    ShellIT.class
})
public class AllIT {}
