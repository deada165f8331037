package org.viaduct.sample.vendor;

import java.util.List;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.cpe.simulator.VendorParameter;
import org.viaduct.cpe.simulator.VendorSide;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.TransferComplete;

/** A simulated CPE of product class SecureCPE. A checksum that begins with 00 is always wrong. */
public final class SecureCpe implements VendorDevice {

    @Override
    public List<Shape<? extends CwmpMessage>> messages() {
        return List.of(
                SecureDownload.SHAPE,
                SecureDownloadResponse.SHAPE,
                SecureDownloadComplete.SHAPE,
                SecureDownloadCompleteResponse.SHAPE,
                SelfTest.SHAPE,
                SelfTestResponse.SHAPE);
    }

    @Override
    public List<VendorParameter> parameters() {
        return CabinetOfCpe.PARAMETERS;
    }

    @Override
    public CwmpMessage answer(VendorSide cpe, VendorRequest request) {
        if (!(request instanceof SecureDownload order)) {
            return CabinetOfCpe.test(cpe.cpe());
        }
        Download download = new Download(
                order.commandKey(),
                order.fileType(),
                order.url(),
                order.username(),
                order.password(),
                0,
                "",
                0,
                "",
                "");
        CwmpMessage answer = cpe.download(download, complete -> told(order, complete));
        return answer instanceof CwmpFault ? answer : new SecureDownloadResponse(1);
    }

    private static SecureDownloadComplete told(SecureDownload order, TransferComplete complete) {
        FaultStruct end = complete.faultStruct();
        boolean wrong = end.succeeded() && order.sha256().startsWith("00");
        return new SecureDownloadComplete(order.commandKey(), wrong ? new FaultStruct(9801, "") : end);
    }
}
