package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.dateTime;
import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.unsignedInt;

import java.util.List;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.GetOptions;
import org.viaduct.cwmp.rpc.GetOptionsResponse;
import org.viaduct.cwmp.rpc.OptionStruct;
import org.viaduct.cwmp.rpc.SetVouchers;
import org.viaduct.cwmp.rpc.SetVouchersResponse;

/** The RPCs on vouchers and options, deprecated by CWMP (TR-069 A.4.1.3, A.4.1.4). */
final class VoucherRpcs {
    private static final Shape<OptionStruct> OPTION = Shape.of(
            OptionStruct.class,
            text("OptionName", 64, OptionStruct::optionName),
            unsignedInt("VoucherSN", OptionStruct::voucherSn),
            unsignedInt("State", OptionStruct::state),
            integer("Mode", OptionStruct::mode),
            dateTime("StartDate", OptionStruct::startDate),
            dateTime("ExpirationDate", OptionStruct::expirationDate).optional(),
            integer("IsTransferable", OptionStruct::isTransferable),
            OptionStruct::new);

    private static final Type<List<String>> VOUCHERS =
            new ArrayOf<>("base64", "soap-enc:base64", Simple.token(Integer.MAX_VALUE), 1, Integer.MAX_VALUE);

    static final List<Shape<? extends CwmpMessage>> ALL = List.of(
            Shape.of(
                    SetVouchers.class,
                    Field.of("VoucherList", VOUCHERS, SetVouchers::voucherList).asSecret(),
                    SetVouchers::new),
            Shape.of(SetVouchersResponse.class, SetVouchersResponse::new),
            Shape.of(GetOptions.class, text("OptionName", 64, GetOptions::optionName), GetOptions::new),
            Shape.of(
                    GetOptionsResponse.class,
                    Field.of(
                            "OptionList",
                            ArrayOf.structs(OPTION, 0, Integer.MAX_VALUE),
                            GetOptionsResponse::optionList),
                    GetOptionsResponse::new));

    private VoucherRpcs() {}
}
