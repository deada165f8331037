package org.viaduct.itests;

import static org.viaduct.cwmp.codec.Field.fault;
import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.text;

import java.util.List;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.cpe.simulator.VendorParameter;
import org.viaduct.cpe.simulator.VendorSide;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;

/** A CPE that {@code sample.vendor} is for, with its own reading of the vendor's RPCs. */
final class SecureCpe implements VendorDevice {

    static final String DOOR = "X_00D09E_Cabinet.DoorState";
    static final String LED = "X_00D09E_Cabinet.LEDColour";

    /** @param sha256 64 zeros are always wrong */
    record SecureDownload(String commandKey, String fileType, String url, String sha256) implements VendorRequest {

        static final Shape<SecureDownload> SHAPE = Shape.of(
                        SecureDownload.class,
                        text("CommandKey", 32, SecureDownload::commandKey),
                        text("FileType", 64, SecureDownload::fileType),
                        text("URL", 256, SecureDownload::url),
                        text("SHA256", 64, SecureDownload::sha256),
                        SecureDownload::new)
                .named("X_00D09E_SecureDownload");

        @Override
        public Shape<SecureDownload> shape() {
            return SHAPE;
        }
    }

    record Accepted(int status) implements VendorResponse {

        static final Shape<Accepted> SHAPE = Shape.of(
                        Accepted.class, integer("Status", Accepted::status), Accepted::new)
                .named("X_00D09E_SecureDownloadResponse");

        @Override
        public Shape<Accepted> shape() {
            return SHAPE;
        }
    }

    record Complete(String commandKey, FaultStruct faultStruct) implements VendorRequest {

        static final Shape<Complete> SHAPE = Shape.of(
                        Complete.class,
                        text("CommandKey", 32, Complete::commandKey),
                        fault("FaultStruct", Complete::faultStruct),
                        Complete::new)
                .named("X_00D09E_SecureDownloadComplete");

        @Override
        public Shape<Complete> shape() {
            return SHAPE;
        }
    }

    record CompleteTaken() implements VendorResponse {

        static final Shape<CompleteTaken> SHAPE =
                Shape.of(CompleteTaken.class, CompleteTaken::new).named("X_00D09E_SecureDownloadCompleteResponse");

        @Override
        public Shape<CompleteTaken> shape() {
            return SHAPE;
        }
    }

    record SelfTest() implements VendorRequest {

        static final Shape<SelfTest> SHAPE =
                Shape.of(SelfTest.class, SelfTest::new).named("X_00D09E_SelfTest");

        @Override
        public Shape<SelfTest> shape() {
            return SHAPE;
        }
    }

    record Tested() implements VendorResponse {

        static final Shape<Tested> SHAPE = Shape.of(Tested.class, Tested::new).named("X_00D09E_SelfTestResponse");

        @Override
        public Shape<Tested> shape() {
            return SHAPE;
        }
    }

    @Override
    public List<Shape<? extends CwmpMessage>> messages() {
        return List.of(
                SecureDownload.SHAPE,
                Accepted.SHAPE,
                Complete.SHAPE,
                CompleteTaken.SHAPE,
                SelfTest.SHAPE,
                Tested.SHAPE);
    }

    @Override
    public List<VendorParameter> parameters() {
        return List.of(
                VendorParameter.readOnly(DOOR, "string", "Closed"),
                VendorParameter.readOnly("X_00D09E_Cabinet.Temperature", "int", "-5"),
                VendorParameter.writable(LED, "string", "Green", "Green", "Red"),
                VendorParameter.readOnly("X_00D09E_Cabinet.SelfTestResult", "string", "None"));
    }

    @Override
    public CwmpMessage answer(VendorSide cpe, VendorRequest request) {
        if (request instanceof SelfTest) {
            return test(cpe.cpe());
        }
        SecureDownload order = (SecureDownload) request;
        FaultStruct end =
                order.sha256().startsWith("00") ? new FaultStruct(9801, "another checksum") : FaultStruct.NONE;
        CwmpMessage answer = cpe.download(
                new Download(order.commandKey(), order.fileType(), order.url(), "", "", 0, "", 0, "", ""),
                complete -> new Complete(
                        order.commandKey(), complete.faultStruct().succeeded() ? end : complete.faultStruct()));
        return answer instanceof CwmpFault ? answer : new Accepted(1);
    }

    private static CwmpMessage test(SimulatedCpe cpe) {
        if (cpe.parameter("Device." + DOOR).orElse("").equals("Open")) {
            return new CwmpFault(9803, "");
        }
        cpe.change("X_00D09E_Cabinet.SelfTestResult", "Passed");
        return new Tested();
    }
}
