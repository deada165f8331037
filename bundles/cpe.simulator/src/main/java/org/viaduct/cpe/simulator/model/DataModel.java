package org.viaduct.cpe.simulator.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.viaduct.cpe.simulator.model.RootModel.Template;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.rpc.ParameterAttributeStruct;
import org.viaduct.cwmp.rpc.ParameterInfoStruct;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;

/** Parameters and objects of one CPE, with the rules of the parameter RPCs (TR-069 A.3.2). Safe for several threads. */
public final class DataModel {
    private static final int MAX_ROWS = 32;

    private static final class Parameter {
        private final Definition definition;
        private String value;
        private int notification;
        private List<String> accessList = List.of();

        private Parameter(Definition definition, String value) {
            this.definition = definition;
            this.value = value;
            this.notification = definition.notification();
        }
    }

    private final RootModel root;
    private final NavigableMap<String, Parameter> parameters = new TreeMap<>();
    private final Map<String, Integer> lastRow = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** @param stun whether it has the parameters of TR-069 Annex G */
    public DataModel(RootModel root, boolean stun) {
        this.root = root;
        Stream.concat(root.parameters().stream(), stun ? root.stunParameters().stream() : Stream.empty())
                .forEach(template ->
                        parameters.put(template.name(), new Parameter(template.definition(), template.value())));
    }

    public RootModel root() {
        return root;
    }

    /** The value a device works with, passwords included; empty if there is no such parameter. */
    public synchronized Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).map(parameter -> parameter.value);
    }

    /** The value below the root, such as {@code ManagementServer.URL}; an empty string if there is no such parameter. */
    public String get(String belowRoot) {
        return value(root.root() + belowRoot).orElse("");
    }

    /** Adds a parameter of the device's vendor. */
    public synchronized void add(String belowRoot, Definition definition, String value) {
        parameters.put(root.root() + belowRoot, new Parameter(definition, value));
    }

    /** Sets a value that the device itself has changed, adding a read-only string where there is none. */
    public synchronized void put(String belowRoot, String value) {
        String name = root.root() + belowRoot;
        Parameter parameter =
                parameters.computeIfAbsent(name, added -> new Parameter(Definition.readOnly(ValueType.STRING), value));
        boolean differs = !parameter.value.equals(value);
        parameter.value = value;
        if (differs && parameter.notification > 0) {
            changed.add(name);
        }
    }

    /** Forgets what changed; a device that starts has told nothing yet. */
    public synchronized void settle() {
        changed.clear();
    }

    /** Removes everything below a path, which has no root. */
    public synchronized void removeBelow(String belowRoot) {
        below(root.root() + belowRoot).clear();
    }

    /** Whether a parameter with active notification has changed. */
    public synchronized boolean hasActiveChange() {
        return changed.stream()
                .map(parameters::get)
                .anyMatch(parameter -> parameter != null && parameter.notification == 2);
    }

    /** The parameters to report that have changed by themselves since they were last {@link #reported}. */
    public synchronized List<String> changes() {
        return changed.stream()
                .filter(name -> parameters.containsKey(name) && parameters.get(name).notification > 0)
                .sorted()
                .toList();
    }

    public synchronized void reported(List<String> names) {
        names.forEach(changed::remove);
    }

    /** The value as read from outside; empty for an unknown name. */
    public synchronized Optional<ParameterValueStruct> read(String name) {
        return Optional.ofNullable(parameters.get(name)).map(parameter -> struct(name, parameter));
    }

    /** GetParameterValues (A.3.2.2). */
    public synchronized List<ParameterValueStruct> values(List<String> names) throws RpcRefused {
        List<ParameterValueStruct> values = new ArrayList<>();
        for (String name : names) {
            select(name).forEach((path, parameter) -> values.add(struct(path, parameter)));
        }
        return values;
    }

    /** GetParameterAttributes (A.3.2.5). */
    public synchronized List<ParameterAttributeStruct> attributes(List<String> names) throws RpcRefused {
        List<ParameterAttributeStruct> attributes = new ArrayList<>();
        for (String name : names) {
            select(name)
                    .forEach((path, parameter) -> attributes.add(
                            new ParameterAttributeStruct(path, parameter.notification, parameter.accessList)));
        }
        return attributes;
    }

    /** SetParameterAttributes, all or none (A.3.2.4). */
    public synchronized void setAttributes(List<SetParameterAttributesStruct> list) throws RpcRefused {
        for (SetParameterAttributesStruct entry : list) {
            for (Parameter parameter : select(entry.name()).values()) {
                boolean active = entry.notificationChange() && entry.notification() == 2;
                if (active && !parameter.definition.notifiable()) {
                    throw new RpcRefused(FaultCode.NOTIFICATION_REJECTED, entry.name());
                }
            }
            if (entry.notificationChange() && (entry.notification() < 0 || entry.notification() > 6)) {
                throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "Notification " + entry.notification());
            }
        }
        for (SetParameterAttributesStruct entry : list) {
            for (Parameter parameter : select(entry.name()).values()) {
                if (entry.notificationChange()) {
                    parameter.notification = entry.notification();
                }
                if (entry.accessListChange()) {
                    parameter.accessList = entry.accessList();
                }
            }
        }
    }

    /** SetParameterValues, all or none (A.3.2.1). */
    public synchronized void setValues(List<ParameterValueStruct> list, String parameterKey) throws RpcRefused {
        List<SetParameterValuesFault> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ParameterValueStruct entry : list) {
            if (!names.add(entry.name())) {
                throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, entry.name() + " occurs twice");
            }
            refusal(entry)
                    .ifPresent(code ->
                            faults.add(new SetParameterValuesFault(entry.name(), code.number(), code.phrase())));
        }
        if (!faults.isEmpty()) {
            throw new RpcRefused(
                    new CwmpFault(FaultCode.INVALID_ARGUMENTS.number(), FaultCode.INVALID_ARGUMENTS.phrase(), faults));
        }
        list.forEach(entry -> parameters.get(entry.name()).value = entry.value());
        setParameterKey(parameterKey);
    }

    private Optional<FaultCode> refusal(ParameterValueStruct entry) {
        Parameter parameter = parameters.get(entry.name());
        if (parameter == null) {
            return Optional.of(FaultCode.INVALID_PARAMETER_NAME);
        }
        if (!parameter.definition.writable()) {
            return Optional.of(FaultCode.NON_WRITABLE_PARAMETER);
        }
        if (!entry.type().equals(parameter.definition.type().xsd())) {
            return Optional.of(FaultCode.INVALID_PARAMETER_TYPE);
        }
        return parameter.definition.accepts(entry.value())
                ? Optional.empty()
                : Optional.of(FaultCode.INVALID_PARAMETER_VALUE);
    }

    private void setParameterKey(String parameterKey) {
        parameters.get(root.root() + "ManagementServer.ParameterKey").value = parameterKey;
    }

    /** GetParameterNames (A.3.2.3). */
    public synchronized List<ParameterInfoStruct> names(String path, boolean nextLevel) throws RpcRefused {
        Parameter single = parameters.get(path);
        if (single != null) {
            if (nextLevel) {
                throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "NextLevel is true for a parameter");
            }
            return List.of(new ParameterInfoStruct(path, single.definition.writable()));
        }
        if (!isObject(path)) {
            throw new RpcRefused(FaultCode.INVALID_PARAMETER_NAME, path);
        }
        NavigableMap<String, Boolean> found = new TreeMap<>();
        if (!nextLevel && !path.isEmpty()) {
            found.put(path, isWritableObject(path));
        }
        if (root.table().startsWith(path) && root.table().length() > path.length()) {
            collect(path, root.table(), true, nextLevel, found);
        }
        below(path)
                .forEach((name, parameter) -> collect(path, name, parameter.definition.writable(), nextLevel, found));
        List<ParameterInfoStruct> names = new ArrayList<>();
        found.forEach((name, writable) -> names.add(new ParameterInfoStruct(name, writable)));
        return names;
    }

    private void collect(
            String path, String name, boolean writable, boolean nextLevel, NavigableMap<String, Boolean> found) {
        for (int dot = name.indexOf('.', path.length()); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String object = name.substring(0, dot + 1);
            found.putIfAbsent(object, isWritableObject(object));
            if (nextLevel) {
                return;
            }
        }
        found.put(name, writable);
    }

    private boolean isWritableObject(String object) {
        return object.equals(root.table())
                || object.startsWith(root.table())
                        && object.substring(root.table().length()).matches("\\d+\\.");
    }

    private boolean isObject(String path) {
        return path.isEmpty()
                || path.endsWith(".")
                        && (root.table().startsWith(path) || !below(path).isEmpty());
    }

    /** AddObject (A.3.2.6); answers the number of the new row. */
    public synchronized int addRow(String objectName, String parameterKey) throws RpcRefused {
        if (!objectName.equals(root.table())) {
            throw new RpcRefused(FaultCode.INVALID_PARAMETER_NAME, objectName + " is no table that grows");
        }
        if (below(objectName).size() >= MAX_ROWS * root.row().size()) {
            throw new RpcRefused(FaultCode.RESOURCES_EXCEEDED, "the table has " + MAX_ROWS + " rows");
        }
        int number = lastRow.merge(objectName, 1, Integer::sum);
        for (Template template : root.row()) {
            parameters.put(
                    objectName + number + "." + template.name(),
                    new Parameter(template.definition(), template.value()));
        }
        setParameterKey(parameterKey);
        return number;
    }

    /** DeleteObject (A.3.2.7). */
    public synchronized void deleteRow(String objectName, String parameterKey) throws RpcRefused {
        if (!isWritableObject(objectName)
                || objectName.equals(root.table())
                || below(objectName).isEmpty()) {
            throw new RpcRefused(FaultCode.INVALID_PARAMETER_NAME, objectName + " is no row of a table that shrinks");
        }
        below(objectName).clear();
        setParameterKey(parameterKey);
    }

    /** All parameters in order, passwords left out: the content of a vendor configuration file. */
    public synchronized String configuration() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, parameter) -> text.append(name)
                .append('=')
                .append(parameter.definition.hidden() ? "" : parameter.value)
                .append('\n'));
        return text.toString();
    }

    private SortedMap<String, Parameter> select(String name) throws RpcRefused {
        if (name.isEmpty() || name.endsWith(".")) {
            if (!isObject(name)) {
                throw new RpcRefused(FaultCode.INVALID_PARAMETER_NAME, name);
            }
            return below(name);
        }
        if (!parameters.containsKey(name)) {
            throw new RpcRefused(FaultCode.INVALID_PARAMETER_NAME, name);
        }
        return parameters.subMap(name, true, name, true);
    }

    private SortedMap<String, Parameter> below(String path) {
        return path.isEmpty() ? parameters : parameters.subMap(path, path + Character.MAX_VALUE);
    }

    private static ParameterValueStruct struct(String name, Parameter parameter) {
        return new ParameterValueStruct(
                name,
                parameter.definition.hidden() ? "" : parameter.value,
                parameter.definition.type().xsd());
    }
}
