package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The options asked for (TR-069 A.4.1.4).
 */
public record GetOptionsResponse(List<OptionStruct> optionList) implements CwmpResponse {
    public GetOptionsResponse {
        optionList = List.copyOf(optionList);
    }
}
