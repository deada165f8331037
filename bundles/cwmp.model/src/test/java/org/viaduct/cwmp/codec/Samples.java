package org.viaduct.cwmp.codec;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.*;

/** Every message once at least, with every argument set and with the optional ones away. */
final class Samples {
    private static final Instant START = Instant.parse("2026-03-01T10:15:30Z");
    private static final Instant END = Instant.parse("2026-03-01T10:16:00.250Z");
    private static final String UUID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final String OTHER_UUID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf7";
    private static final FaultStruct UNREACHABLE = new FaultStruct(9015, "cannot contact <server> & co");

    private static final List<ParameterValueStruct> VALUES = List.of(
            new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", "1.2 \"<b>\" & 'c'"),
            new ParameterValueStruct("Device.DeviceInfo.UpTime", "86400", "unsignedInt"),
            new ParameterValueStruct("Device.ManagementServer.PeriodicInformEnable", "true", "boolean"),
            new ParameterValueStruct("Device.Time.CurrentLocalTime", "2026-03-01T10:15:30+01:00", "dateTime"),
            new ParameterValueStruct("Device.X_EXAMPLE.Blob", "SGVsbG8=", "base64"),
            new ParameterValueStruct("Device.X_EXAMPLE.Empty", ""));

    /** In the schema since CWMP 1.0. */
    static Stream<CwmpMessage> since10() {
        return Stream.of(
                new GetRPCMethods(),
                new GetRPCMethodsResponse(List.of("Inform", "GetRPCMethods", "TransferComplete")),
                new SetParameterValues(VALUES, "key-1"),
                new SetParameterValues(List.of(), ""),
                new SetParameterValuesResponse(1),
                new GetParameterValues(List.of("Device.DeviceInfo.", "Device.Time.CurrentLocalTime")),
                new GetParameterValuesResponse(VALUES),
                new GetParameterNames("Device.", true),
                new GetParameterNames("", false),
                new GetParameterNamesResponse(List.of(
                        new ParameterInfoStruct("Device.Time.", false),
                        new ParameterInfoStruct("Device.Time.Enable", true))),
                new SetParameterAttributes(List.of(
                        new SetParameterAttributesStruct("Device.WiFi.", true, 2, true, List.of("Subscriber")),
                        new SetParameterAttributesStruct("Device.Time.", true, 0, false, List.of()))),
                new SetParameterAttributesResponse(),
                new GetParameterAttributes(List.of("Device.WiFi.")),
                new GetParameterAttributesResponse(
                        List.of(new ParameterAttributeStruct("Device.WiFi.SSID.1.SSID", 1, List.of("Subscriber")))),
                new AddObject("Device.WiFi.SSID.", "key-2"),
                new AddObjectResponse(7, 0),
                new DeleteObject("Device.WiFi.SSID.7.", ""),
                new DeleteObjectResponse(0),
                new Download(
                        "key-3",
                        "1 Firmware Upgrade Image",
                        "http://127.0.0.1/fw?a=1&b=2",
                        "user",
                        "pass",
                        4_294_967_295L,
                        "fw.bin",
                        30,
                        "http://127.0.0.1/ok",
                        "http://127.0.0.1/no"),
                new Download("", "3 Vendor Configuration File", "http://127.0.0.1/", "", "", 0, "", 0, "", ""),
                new DownloadResponse(0, START, END),
                new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT),
                new Upload("key-4", "2 Vendor Log File", "http://127.0.0.1/log", "user", "pass", 5),
                new UploadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT),
                new Reboot("key-5"),
                new RebootResponse(),
                new FactoryReset(),
                new FactoryResetResponse(),
                new ScheduleInform(3600, "key-6"),
                new ScheduleInformResponse(),
                new GetQueuedTransfers(),
                new GetQueuedTransfersResponse(
                        List.of(new QueuedTransferStruct("key-3", 1), new QueuedTransferStruct("key-4", 3))),
                new SetVouchers(List.of("SGVsbG8=", "V29ybGQ=")),
                new SetVouchersResponse(),
                new GetOptions(""),
                new GetOptionsResponse(List.of(
                        new OptionStruct("first", 1, 3, 1, START, END, 1),
                        new OptionStruct("second", 2, 0, 2, START, UnknownTime.INSTANT, 0))),
                new GetOptionsResponse(List.of()),
                new Inform(
                        new DeviceIdStruct("Example", "00D09E", "Gateway", "SN-1"),
                        List.of(new EventStruct("1 BOOT", ""), new EventStruct("M Reboot", "key-5")),
                        1,
                        START,
                        2,
                        VALUES),
                new InformResponse(1),
                new TransferComplete("key-3", FaultStruct.NONE, START, END),
                new TransferComplete("key-3", new FaultStruct(9010, "refused"), UnknownTime.INSTANT, END),
                new TransferCompleteResponse(),
                new Kicked("command", "referer", "arg", "http://127.0.0.1/next"),
                new KickedResponse("http://127.0.0.1/next"),
                new RequestDownload(
                        "1 Firmware Upgrade Image",
                        List.of(new ArgStruct("Version", "2.0"), new ArgStruct("Empty", ""))),
                new RequestDownloadResponse(),
                new CwmpFault(9003, "Invalid arguments"),
                new CwmpFault(
                        9003,
                        "Invalid arguments",
                        List.of(
                                new SetParameterValuesFault("Device.Time.Enable", 9007, "not a boolean"),
                                new SetParameterValuesFault("Device.Nothing", 9005, ""))),
                new CwmpFault(8003, "Invalid arguments"));
    }

    /** In the schema since CWMP 1.1. */
    static Stream<CwmpMessage> since11() {
        return Stream.of(
                new GetAllQueuedTransfers(),
                new GetAllQueuedTransfersResponse(List.of(
                        new AllQueuedTransferStruct("key-3", 2, true, "1 Firmware Upgrade Image", 100, "fw.bin"))),
                new AutonomousTransferComplete(
                        "http://127.0.0.1/announce",
                        "http://127.0.0.1/fw",
                        true,
                        "1 Firmware Upgrade Image",
                        100,
                        "fw.bin",
                        new FaultStruct(9018, "corrupted"),
                        START,
                        END),
                new AutonomousTransferCompleteResponse());
    }

    /** In the schema since CWMP 1.2. */
    static Stream<CwmpMessage> since12() {
        return Stream.of(
                new ScheduleDownload(
                        "key-7",
                        "1 Firmware Upgrade Image",
                        "http://127.0.0.1/fw",
                        "user",
                        "pass",
                        100,
                        "fw.bin",
                        List.of(
                                new TimeWindowStruct(0, 3600, "1 At Any Time", "", -1),
                                new TimeWindowStruct(7200, 9000, "4 Confirmation Needed", "Now?", 3))),
                new ScheduleDownloadResponse(),
                new CancelTransfer("key-7"),
                new CancelTransferResponse(),
                new ChangeDUState(
                        List.of(
                                new InstallOpStruct("http://127.0.0.1/du", UUID, "user", "pass", "Device.EE.1"),
                                new InstallOpStruct("http://127.0.0.1/du", "", "", "", ""),
                                new UpdateOpStruct(UUID, "1.0", "http://127.0.0.1/du", "user", "pass"),
                                new UpdateOpStruct("", "", "", "", ""),
                                new UninstallOpStruct(UUID, "1.0", "Device.EE.1"),
                                new UninstallOpStruct(UUID, "", "")),
                        "key-8"),
                new ChangeDUState(List.of(new UninstallOpStruct(UUID, "", "")), ""),
                new ChangeDUStateResponse(),
                new DUStateChangeComplete(
                        List.of(
                                new OpResultStruct(
                                        UUID,
                                        "Device.DU.1",
                                        "1.0",
                                        "Installed",
                                        true,
                                        "a,b",
                                        START,
                                        END,
                                        FaultStruct.NONE),
                                new OpResultStruct(
                                        OTHER_UUID,
                                        "",
                                        "",
                                        "Failed",
                                        false,
                                        "",
                                        UnknownTime.INSTANT,
                                        END,
                                        UNREACHABLE)),
                        "key-8"),
                new DUStateChangeCompleteResponse(),
                new AutonomousDUStateChangeComplete(List.of(new AutonOpResultStruct(
                        UUID,
                        "Device.DU.1",
                        "1.0",
                        "Uninstalled",
                        true,
                        "",
                        START,
                        END,
                        FaultStruct.NONE,
                        "Uninstall"))),
                new AutonomousDUStateChangeCompleteResponse());
    }

    static Stream<CwmpMessage> all() {
        return Stream.of(since10(), since11(), since12()).flatMap(messages -> messages);
    }

    private Samples() {}
}
