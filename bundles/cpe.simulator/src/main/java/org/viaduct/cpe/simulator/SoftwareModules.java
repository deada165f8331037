package org.viaduct.cpe.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cpe.simulator.CpeEvent.Kind;
import org.viaduct.cpe.simulator.transfer.FetchedFile;
import org.viaduct.cpe.simulator.transfer.FileClient;
import org.viaduct.cpe.simulator.transfer.TransferFailure;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OpResultStruct;
import org.viaduct.cwmp.rpc.OperationStruct;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;

/** The deployment units of one CPE (TR-069 A.4.1.10). Safe for several threads. */
final class SoftwareModules {
    private static final int MAX_UNITS = 16;
    private static final String NIL = "00000000-0000-0000-0000-000000000000";
    private static final String ENVIRONMENTS = "SoftwareModules.ExecEnv.";
    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern ENVIRONMENT = Pattern.compile("SoftwareModules\\.ExecEnv\\.(\\d{1,4})\\.?");
    private static final Map<String, String> TYPE_BY_SUFFIX = Map.of(".jar", "OSGi", ".ipk", "Linux", ".deb", "Linux");

    private final SimulatedCpe cpe;
    private final FleetRuntime runtime;
    private final Map<Integer, DeploymentUnit> units = new TreeMap<>();
    private int lastNumber;

    SoftwareModules(SimulatedCpe cpe, FleetRuntime runtime) {
        this.cpe = cpe;
        this.runtime = runtime;
    }

    /** Accepts the operations; they are done soon, one after the other. */
    void change(ChangeDUState request) {
        runtime.after(
                cpe.script().completionDelay("ChangeDUState"), () -> cpe.whenUp(() -> cpe.complete(done(request))));
    }

    private Completion done(ChangeDUState request) {
        List<OpResultStruct> results = new ArrayList<>();
        synchronized (this) {
            request.operations().forEach(operation -> results.addAll(perform(operation)));
        }
        return new Completion(
                new DUStateChangeComplete(results, request.commandKey()),
                EventQueue.DU_STATE_CHANGE_COMPLETE,
                "M ChangeDUState",
                request.commandKey(),
                Optional.empty(),
                cpe.script().duplicateCompletions());
    }

    private List<OpResultStruct> perform(OperationStruct operation) {
        Instant start = Instant.now();
        OptionalInt scripted = cpe.script().completionFault("ChangeDUState");
        try {
            if (scripted.isPresent()) {
                FaultCode code = FaultCode.of(scripted.getAsInt()).orElse(FaultCode.REQUEST_DENIED);
                throw new TransferFailure(code, code.phrase());
            }
            if (operation instanceof InstallOpStruct install) {
                return List.of(succeeded(install(install), "Installed", start));
            }
            if (operation instanceof UninstallOpStruct uninstall) {
                return List.of(succeeded(uninstall(uninstall), "Uninstalled", start));
            }
            return update((UpdateOpStruct) operation, start);
        } catch (TransferFailure failed) {
            return List.of(failed(operation, failed, start));
        }
    }

    private DeploymentUnit install(InstallOpStruct install) throws TransferFailure {
        requireUuid(install.uuid(), true);
        int environment = environment(install.executionEnvRef());
        requireMatch(install.url(), environment);
        if (units.size() >= MAX_UNITS) {
            throw failure(FaultCode.SYSTEM_RESOURCES_EXCEEDED, MAX_UNITS + " deployment units are installed");
        }
        FetchedFile file = fetch(install.url(), install.username(), install.password());
        String name = FetchedFile.name(install.url());
        String version = file.version().orElse("1.0");
        String uuid = install.uuid().isEmpty()
                ? UUID.nameUUIDFromBytes(name.replaceAll("[-_]?\\d.*", "").getBytes(StandardCharsets.UTF_8))
                        .toString()
                : install.uuid().toLowerCase(Locale.ROOT);
        boolean duplicate = units.values().stream()
                .anyMatch(unit -> unit.uuid().equals(uuid)
                        && unit.version().equals(version)
                        && unit.environment() == environment);
        if (duplicate) {
            throw failure(FaultCode.DUPLICATE_DEPLOYMENT_UNIT, uuid + " " + version + " is installed already");
        }
        DeploymentUnit unit = new DeploymentUnit(++lastNumber, uuid, version, install.url(), name, environment);
        units.put(unit.number(), unit);
        show(unit);
        return unit;
    }

    private DeploymentUnit uninstall(UninstallOpStruct uninstall) throws TransferFailure {
        requireUuid(uninstall.uuid(), false);
        OptionalInt environment = uninstall.executionEnvRef().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(environment(uninstall.executionEnvRef()));
        DeploymentUnit unit = one(units.values().stream()
                .filter(one -> one.uuid().equalsIgnoreCase(uninstall.uuid()))
                .filter(one -> uninstall.version().isEmpty() || one.version().equals(uninstall.version()))
                .filter(one -> environment.isEmpty() || one.environment() == environment.getAsInt())
                .toList());
        requireInstalled(unit);
        units.remove(unit.number());
        cpe.model().removeBelow(unit.path());
        cpe.model().removeBelow(unit.executionUnit());
        count();
        return unit;
    }

    private List<OpResultStruct> update(UpdateOpStruct update, Instant start) throws TransferFailure {
        if (!update.uuid().isEmpty()) {
            requireUuid(update.uuid(), false);
            List<DeploymentUnit> same = units.values().stream()
                    .filter(one -> one.uuid().equalsIgnoreCase(update.uuid()))
                    .filter(one -> update.version().isEmpty() || one.version().equals(update.version()))
                    .toList();
            return List.of(succeeded(update(one(same), update), "Installed", start));
        }
        if (!update.url().isEmpty()) {
            List<DeploymentUnit> same = units.values().stream()
                    .filter(one -> one.url().equals(update.url()))
                    .toList();
            return List.of(succeeded(update(one(same), update), "Installed", start));
        }
        List<OpResultStruct> results = new ArrayList<>();
        for (DeploymentUnit unit : List.copyOf(units.values())) {
            try {
                results.add(succeeded(update(unit, update), "Installed", start));
            } catch (TransferFailure failed) {
                results.add(result(unit, "Failed", start, fault(failed)));
            }
        }
        if (results.isEmpty()) {
            throw failure(FaultCode.UNKNOWN_DEPLOYMENT_UNIT, "nothing is installed");
        }
        return results;
    }

    private DeploymentUnit update(DeploymentUnit unit, UpdateOpStruct update) throws TransferFailure {
        requireInstalled(unit);
        String url = update.url().isEmpty() ? unit.url() : update.url();
        requireMatch(url, unit.environment());
        String version =
                fetch(url, update.username(), update.password()).version().orElse(unit.version());
        int order = DeploymentUnit.VERSIONS.compare(version, unit.version());
        if (order < 0) {
            throw failure(FaultCode.DOWNGRADE_NOT_PERMITTED, version + " is below " + unit.version());
        }
        boolean exists = order != 0
                && units.values().stream()
                        .anyMatch(one ->
                                one.uuid().equals(unit.uuid()) && one.version().equals(version));
        if (exists || order == 0 && !update.url().isEmpty()) {
            throw failure(FaultCode.VERSION_ALREADY_EXISTS, version + " is installed already");
        }
        DeploymentUnit updated = unit.updated(version, url);
        units.put(updated.number(), updated);
        show(updated);
        return updated;
    }

    private static DeploymentUnit one(List<DeploymentUnit> found) throws TransferFailure {
        if (found.isEmpty()) {
            throw failure(FaultCode.UNKNOWN_DEPLOYMENT_UNIT, "it is not installed");
        }
        if (found.size() > 1) {
            throw failure(FaultCode.VERSION_NOT_SPECIFIED, "several versions are installed");
        }
        return found.get(0);
    }

    private void requireInstalled(DeploymentUnit unit) throws TransferFailure {
        String status = cpe.setting(unit.path() + "Status");
        if (!status.equals("Installed")) {
            throw failure(FaultCode.INVALID_DEPLOYMENT_UNIT_STATE, "its Status is " + status);
        }
    }

    private static void requireUuid(String uuid, boolean mayBeEmpty) throws TransferFailure {
        if (!(mayBeEmpty && uuid.isEmpty()) && !UUID_FORM.matcher(uuid).matches()) {
            throw failure(FaultCode.INVALID_UUID_FORMAT, "\"" + uuid + "\"");
        }
    }

    /** The number of the environment, the first where none is named. */
    private int environment(String reference) throws TransferFailure {
        if (reference.isEmpty()) {
            return 1;
        }
        String root = cpe.model().root().root();
        Matcher matcher =
                ENVIRONMENT.matcher(reference.startsWith(root) ? reference.substring(root.length()) : reference);
        if (!matcher.matches()
                || cpe.setting(ENVIRONMENTS + matcher.group(1) + ".Status").isEmpty()) {
            throw failure(FaultCode.UNKNOWN_EXECUTION_ENVIRONMENT, reference);
        }
        int number = Integer.parseInt(matcher.group(1));
        String enabled = cpe.setting(ENVIRONMENTS + number + ".Enable");
        if (!enabled.equals("1") && !enabled.equals("true")) {
            throw failure(FaultCode.DISABLED_EXECUTION_ENVIRONMENT, reference);
        }
        return number;
    }

    private void requireMatch(String url, int environment) throws TransferFailure {
        int dot = url.lastIndexOf('.');
        String needed = TYPE_BY_SUFFIX.getOrDefault(dot < 0 ? "" : url.substring(dot), "");
        String type = cpe.setting(ENVIRONMENTS + environment + ".Type");
        if (!needed.isEmpty() && !needed.equals(type)) {
            throw failure(
                    FaultCode.EXECUTION_ENVIRONMENT_MISMATCH,
                    "it needs " + needed + ", environment " + environment + " is " + type);
        }
    }

    private FetchedFile fetch(String url, String username, String password) throws TransferFailure {
        Optional<FaultCode> refusal = FileClient.refusal(url);
        if (refusal.isPresent()) {
            throw failure(refusal.get(), "URL \"" + url + "\"");
        }
        FetchedFile file;
        try {
            file = runtime.files().fetch(url, username, password, () -> false);
        } catch (TransferFailure failed) {
            throw failed.code() == FaultCode.FILE_TRANSFER_FAILURE
                    ? new TransferFailure(FaultCode.FILE_INACCESSIBLE, failed.getMessage())
                    : failed;
        }
        if (file.size() == 0 || file.field("image").filter("corrupt"::equals).isPresent()) {
            throw failure(FaultCode.FILE_CORRUPTED, url);
        }
        return file;
    }

    private void show(DeploymentUnit unit) {
        String environment = cpe.model().root().root() + ENVIRONMENTS + unit.environment();
        Map.of(
                        "UUID", unit.uuid(),
                        "DUID", Integer.toString(unit.number()),
                        "Name", unit.name(),
                        "Status", "Installed",
                        "Resolved", "1",
                        "URL", unit.url(),
                        "Version", unit.version(),
                        "ExecutionUnitList", executionUnitRef(unit),
                        "ExecutionEnvRef", environment)
                .forEach((name, value) -> cpe.model().put(unit.path() + name, value));
        Map.of(
                        "EUID",
                        Integer.toString(unit.number()),
                        "Name",
                        unit.name(),
                        "Status",
                        "Active",
                        "RequestedState",
                        "Active",
                        "ExecutionFaultCode",
                        "NoFault",
                        "ExecutionEnvRef",
                        environment)
                .forEach((name, value) -> cpe.model().put(unit.executionUnit() + name, value));
        count();
    }

    private void count() {
        String number = Integer.toString(units.size());
        cpe.model().put("SoftwareModules.DeploymentUnitNumberOfEntries", number);
        cpe.model().put("SoftwareModules.ExecutionUnitNumberOfEntries", number);
    }

    private String executionUnitRef(DeploymentUnit unit) {
        return cpe.model().root().root() + unit.executionUnit().replaceAll("\\.$", "");
    }

    private OpResultStruct succeeded(DeploymentUnit unit, String state, Instant start) {
        cpe.tell(Kind.CHANGED, state + " " + unit.name() + " " + unit.version());
        return result(unit, state, start, FaultStruct.NONE);
    }

    private OpResultStruct result(DeploymentUnit unit, String state, Instant start, FaultStruct fault) {
        return new OpResultStruct(
                unit.uuid(),
                cpe.model().root().root() + unit.path().replaceAll("\\.$", ""),
                unit.version(),
                state,
                true,
                executionUnitRef(unit),
                start,
                Instant.now(),
                fault);
    }

    private static OpResultStruct failed(OperationStruct operation, TransferFailure failed, Instant start) {
        String uuid = operation instanceof InstallOpStruct install
                ? install.uuid()
                : operation instanceof UpdateOpStruct update ? update.uuid() : ((UninstallOpStruct) operation).uuid();
        return new OpResultStruct(
                UUID_FORM.matcher(uuid).matches() ? uuid : NIL,
                "",
                "",
                "Failed",
                false,
                "",
                start,
                UnknownTime.INSTANT,
                fault(failed));
    }

    private static FaultStruct fault(TransferFailure failed) {
        return new FaultStruct(failed.code().number(), failed.code().phrase() + ": " + failed.getMessage());
    }

    private static TransferFailure failure(FaultCode code, String detail) {
        return new TransferFailure(code, detail);
    }

    /** A factory reset removes them. */
    synchronized void clear() {
        units.clear();
        lastNumber = 0;
    }
}
