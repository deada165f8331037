package org.viaduct.cpe.simulator.model;

import static org.viaduct.cpe.simulator.model.ValueType.BOOLEAN;
import static org.viaduct.cpe.simulator.model.ValueType.DATE_TIME;
import static org.viaduct.cpe.simulator.model.ValueType.INT;
import static org.viaduct.cpe.simulator.model.ValueType.STRING;
import static org.viaduct.cpe.simulator.model.ValueType.UNSIGNED_INT;

import java.util.ArrayList;
import java.util.List;

/** The data models a simulated CPE can have, as it leaves the factory. */
public enum RootModel {
    /** {@code Device.} of TR-181 issue 2. */
    TR181("Device.") {
        @Override
        void specific(List<Template> all) {
            add(all, "RootDataModelVersion", Definition.readOnly(STRING), "2.11");
            for (int i = 1; i <= 2; i++) {
                String radio = "WiFi.SSID." + i + ".";
                add(all, radio + "Enable", Definition.writable(BOOLEAN), "1");
                add(all, radio + "SSID", Definition.text(32), "Viaduct-" + i);
                add(all, radio + "Status", Definition.readOnlyNotified(STRING), "Up");
            }
        }

        @Override
        String tablePath() {
            return "NAT.PortMapping.";
        }

        @Override
        List<Template> tableRow() {
            return row("Enable", "Protocol", "Description");
        }

        @Override
        List<String> specificForced() {
            return List.of("RootDataModelVersion");
        }
    },
    /** {@code InternetGatewayDevice.} of TR-098. */
    TR098("InternetGatewayDevice.") {
        @Override
        void specific(List<Template> all) {
            add(all, "DeviceSummary", Definition.readOnly(STRING), "InternetGatewayDevice:1.14[](Baseline:1)");
            add(all, "DeviceInfo.SpecVersion", Definition.readOnly(STRING), "1.0");
            add(all, WAN + "Enable", Definition.writable(BOOLEAN), "1");
            add(all, WAN + "ExternalIPAddress", Definition.readOnlyNotified(STRING), "127.0.0.1");
        }

        @Override
        String tablePath() {
            return WAN + "PortMapping.";
        }

        @Override
        List<Template> tableRow() {
            return row("PortMappingEnabled", "PortMappingProtocol", "PortMappingDescription");
        }

        @Override
        List<String> specificForced() {
            return List.of("DeviceSummary", "DeviceInfo.SpecVersion", WAN + "ExternalIPAddress");
        }
    };

    private static final String WAN = "WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.";

    /** A parameter as it leaves the factory; the name has the root, or in a row only what follows the number. */
    record Template(String name, Definition definition, String value) {}

    private final String root;
    private final List<Template> parameters;
    private final List<Template> stunParameters;
    private final List<Template> row;
    private final List<String> forced;

    RootModel(String root) {
        this.root = root;
        List<Template> all = new ArrayList<>();
        specific(all);
        common(all);
        this.parameters = List.copyOf(all);
        List<Template> stun = new ArrayList<>();
        stun(stun);
        this.stunParameters = List.copyOf(stun);
        this.row = List.copyOf(tableRow());
        List<String> names = new ArrayList<>(specificForced());
        names.addAll(List.of(
                "DeviceInfo.HardwareVersion",
                "DeviceInfo.SoftwareVersion",
                "DeviceInfo.ProvisioningCode",
                "ManagementServer.ConnectionRequestURL",
                "ManagementServer.ParameterKey"));
        this.forced = names.stream().map(name -> root + name).toList();
    }

    abstract void specific(List<Template> all);

    abstract String tablePath();

    abstract List<Template> tableRow();

    abstract List<String> specificForced();

    /** Such as {@code Device.}. */
    public String root() {
        return root;
    }

    /** The table that AddObject and DeleteObject work on. */
    public String table() {
        return root + tablePath();
    }

    /** The parameters of every Inform (TR-181, forced inform). */
    public List<String> forcedInform() {
        return forced;
    }

    List<Template> parameters() {
        return parameters;
    }

    List<Template> stunParameters() {
        return stunParameters;
    }

    List<Template> row() {
        return row;
    }

    void add(List<Template> all, String name, Definition definition, String value) {
        all.add(new Template((root + name).intern(), definition, value));
    }

    static List<Template> row(String enable, String protocol, String description) {
        return List.of(
                new Template(enable, Definition.writable(BOOLEAN), "0"),
                new Template("ExternalPort", Definition.writable(UNSIGNED_INT), "0"),
                new Template("InternalPort", Definition.writable(UNSIGNED_INT), "0"),
                new Template(protocol, Definition.oneOf("TCP", "UDP"), "TCP"),
                new Template("InternalClient", Definition.text(256), ""),
                new Template(description, Definition.text(256), ""));
    }

    private void common(List<Template> all) {
        add(all, "DeviceInfo.Manufacturer", Definition.readOnly(STRING), "Viaduct");
        add(all, "DeviceInfo.ManufacturerOUI", Definition.readOnly(STRING), "");
        add(all, "DeviceInfo.ModelName", Definition.readOnly(STRING), "Simulated CPE");
        add(all, "DeviceInfo.Description", Definition.readOnly(STRING), "A CPE that exists in software only");
        add(all, "DeviceInfo.ProductClass", Definition.readOnly(STRING), "");
        add(all, "DeviceInfo.SerialNumber", Definition.readOnly(STRING), "");
        add(all, "DeviceInfo.HardwareVersion", Definition.readOnly(STRING), "1.0");
        add(all, "DeviceInfo.SoftwareVersion", Definition.readOnlyNotified(STRING), "1.0.0");
        add(all, "DeviceInfo.ProvisioningCode", new Definition(STRING, true, false, 64, List.of(), 2, true), "");
        add(all, "DeviceInfo.UpTime", Definition.counter(UNSIGNED_INT), "0");
        add(all, "DeviceInfo.FirstUseDate", Definition.readOnly(DATE_TIME), "0001-01-01T00:00:00Z");
        add(all, "DeviceInfo.MemoryStatus.Total", Definition.counter(UNSIGNED_INT), "262144");
        add(all, "DeviceInfo.MemoryStatus.Free", Definition.counter(UNSIGNED_INT), "131072");
        add(all, "ManagementServer.EnableCWMP", Definition.writable(BOOLEAN), "1");
        add(all, "ManagementServer.URL", Definition.text(256), "");
        add(all, "ManagementServer.Username", Definition.text(256), "");
        add(all, "ManagementServer.Password", Definition.password(), "");
        add(all, "ManagementServer.PeriodicInformEnable", Definition.writable(BOOLEAN), "0");
        add(all, "ManagementServer.PeriodicInformInterval", Definition.writable(UNSIGNED_INT), "86400");
        add(all, "ManagementServer.PeriodicInformTime", Definition.writable(DATE_TIME), "0001-01-01T00:00:00Z");
        add(all, "ManagementServer.ParameterKey", Definition.readOnly(STRING), "");
        add(all, "ManagementServer.ConnectionRequestURL", Definition.readOnlyNotified(STRING), "");
        add(all, "ManagementServer.ConnectionRequestUsername", Definition.text(256), "");
        add(all, "ManagementServer.ConnectionRequestPassword", Definition.password(), "");
        add(all, "ManagementServer.CWMPRetryMinimumWaitInterval", Definition.writable(UNSIGNED_INT), "5");
        add(all, "ManagementServer.CWMPRetryIntervalMultiplier", Definition.writable(UNSIGNED_INT), "2000");
        add(all, "ManagementServer.UpgradesManaged", Definition.writable(BOOLEAN), "1");
        add(all, "Time.NTPServer1", Definition.text(64), "");
        add(all, "Time.Offset", Definition.writable(INT), "0");
        add(all, "SoftwareModules.ExecEnvNumberOfEntries", Definition.readOnly(UNSIGNED_INT), "3");
        execEnv(all, 1, "OSGi", "OSGi", "1", "Up");
        execEnv(all, 2, "Linux", "Linux", "1", "Up");
        execEnv(all, 3, "Spare", "OSGi", "0", "Disabled");
        add(all, "SoftwareModules.DeploymentUnitNumberOfEntries", Definition.readOnly(UNSIGNED_INT), "0");
        add(all, "SoftwareModules.ExecutionUnitNumberOfEntries", Definition.readOnly(UNSIGNED_INT), "0");
    }

    private void stun(List<Template> all) {
        add(all, "ManagementServer.UDPConnectionRequestAddress", Definition.readOnly(STRING), "");
        add(all, "ManagementServer.NATDetected", Definition.readOnly(BOOLEAN), "0");
        add(all, "ManagementServer.STUNEnable", Definition.writable(BOOLEAN), "0");
        add(all, "ManagementServer.STUNServerAddress", Definition.text(256), "");
        add(all, "ManagementServer.STUNServerPort", Definition.writable(UNSIGNED_INT), "3478");
        add(all, "ManagementServer.STUNUsername", Definition.text(256), "");
        add(all, "ManagementServer.STUNPassword", Definition.password(), "");
        add(all, "ManagementServer.STUNMaximumKeepAlivePeriod", Definition.writable(INT), "-1");
        add(all, "ManagementServer.STUNMinimumKeepAlivePeriod", Definition.writable(UNSIGNED_INT), "30");
    }

    private void execEnv(List<Template> all, int number, String name, String type, String enable, String status) {
        String path = "SoftwareModules.ExecEnv." + number + ".";
        add(all, path + "Enable", Definition.writable(BOOLEAN), enable);
        add(all, path + "Status", Definition.readOnly(STRING), status);
        add(all, path + "Name", Definition.readOnly(STRING), name);
        add(all, path + "Type", Definition.readOnly(STRING), type);
        add(all, path + "Version", Definition.readOnly(STRING), "1.0");
    }
}
