package org.viaduct.sample.vendor;

import java.util.List;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.cpe.simulator.VendorSide;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.TransferComplete;

/** A simulated CPE of product class SecureCPE. The checksum of 64 zeros is always wrong. */
public final class SecureCpe implements VendorDevice {

    private static final FaultStruct OTHER_CHECKSUM = new FaultStruct(9801, "the file has another checksum");

    @Override
    public List<Shape<? extends CwmpMessage>> messages() {
        return List.of(
                SecureDownload.SHAPE,
                SecureDownloadResponse.SHAPE,
                SecureDownloadComplete.SHAPE,
                SecureDownloadCompleteResponse.SHAPE);
    }

    @Override
    public CwmpMessage answer(VendorSide cpe, VendorRequest request) {
        SecureDownload order = (SecureDownload) request;
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
        boolean wrong =
                order.sha256().equals("0".repeat(64)) && complete.faultStruct().succeeded();
        return new SecureDownloadComplete(order.commandKey(), wrong ? OTHER_CHECKSUM : complete.faultStruct());
    }
}
