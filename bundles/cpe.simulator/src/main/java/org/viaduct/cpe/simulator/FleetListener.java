package org.viaduct.cpe.simulator;

/** Hears what happens in a fleet, from any of its threads; must return quickly. */
@FunctionalInterface
public interface FleetListener {
    void happened(CpeEvent event);
}
