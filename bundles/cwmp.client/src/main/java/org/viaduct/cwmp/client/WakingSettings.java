package org.viaduct.cwmp.client;

import org.viaduct.settings.NumberSettings;

/**
 * How fast CPEs are asked to connect for calls that nobody waits for.
 *
 * @param perSecond connection requests a second
 * @param devicesInFlight how many devices at once of each line are asked to connect, or have a call and have not answered it
 */
record WakingSettings(int perSecond, int devicesInFlight) {

    static WakingSettings of(NumberSettings settings) {
        return new WakingSettings(
                settings.number("wakes.per.second", 1, 10_000), settings.number("devices.in.flight", 1, 100_000));
    }
}
