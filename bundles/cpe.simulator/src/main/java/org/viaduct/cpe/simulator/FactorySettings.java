package org.viaduct.cpe.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import org.viaduct.cpe.simulator.model.DataModel;
import org.viaduct.cpe.simulator.model.Definition;
import org.viaduct.cpe.simulator.model.ValueType;
import org.viaduct.cwmp.CpeId;

/** What a CPE's parameters are when it leaves the factory, and again after each factory reset. */
final class FactorySettings {
    private final FleetOptions options;
    private final Map<String, String> settings;

    private FactorySettings(FleetOptions options, Map<String, String> settings) {
        this.options = options;
        this.settings = settings;
    }

    static FactorySettings of(FleetRuntime runtime, CpeId id, String connectionRequestUrl) {
        FleetOptions options = runtime.options();
        byte[] password = new byte[12];
        runtime.random().nextBytes(password);
        boolean periodic = !options.periodicInterval().isZero();
        return new FactorySettings(
                options,
                Map.ofEntries(
                        Map.entry("DeviceInfo.Manufacturer", options.manufacturer()),
                        Map.entry("DeviceInfo.ManufacturerOUI", id.oui()),
                        Map.entry("DeviceInfo.ProductClass", id.productClass()),
                        Map.entry("DeviceInfo.SerialNumber", id.serialNumber()),
                        Map.entry("DeviceInfo.SoftwareVersion", options.softwareVersion()),
                        Map.entry(
                                "DeviceInfo.FirstUseDate",
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                        Map.entry("ManagementServer.URL", options.acs().toString()),
                        Map.entry("ManagementServer.Username", options.username()),
                        Map.entry("ManagementServer.Password", options.password()),
                        Map.entry("ManagementServer.PeriodicInformEnable", periodic ? "1" : "0"),
                        Map.entry(
                                "ManagementServer.PeriodicInformInterval",
                                periodic
                                        ? Long.toString(
                                                options.periodicInterval().toSeconds())
                                        : "86400"),
                        Map.entry("ManagementServer.ConnectionRequestURL", connectionRequestUrl),
                        Map.entry("ManagementServer.ConnectionRequestUsername", id.value()),
                        Map.entry(
                                "ManagementServer.ConnectionRequestPassword",
                                HexFormat.of().formatHex(password))));
    }

    DataModel model() {
        DataModel model = new DataModel(options.root(), options.stun());
        settings.forEach(model::put);
        options.vendor()
                .parameters()
                .forEach(parameter -> model.add(parameter.path(), definition(parameter), parameter.value()));
        model.settle();
        return model;
    }

    private static Definition definition(VendorParameter parameter) {
        return Definition.notified(ValueType.of(parameter.type()), parameter.writable(), parameter.allowed());
    }
}
