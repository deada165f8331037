package org.viaduct.shell.cwmp;

import java.util.List;
import java.util.Map;

/** The types of files by the numbers they begin with, which is what is typed of them (TR-069 A.3.2.8, A.4.1.5, A.4.1.8). */
final class FileTypes {
    static final String ARGUMENT = "FileType";

    private static final Map<String, List<String>> BY_RPC = Map.of(
            "Download",
            List.of(
                    "1 Firmware Upgrade Image",
                    "2 Web Content",
                    "3 Vendor Configuration File",
                    "4 Tone File",
                    "5 Ringer File",
                    "6 Stored Firmware Image"),
            "ScheduleDownload",
            List.of("1 Firmware Upgrade Image", "2 Web Content", "3 Vendor Configuration File"),
            "Upload",
            List.of("1 Vendor Configuration File", "2 Vendor Log File"));

    private FileTypes() {}

    /** The numbers that stand for a type; empty where the RPC has no file. */
    static List<String> numbers(String rpc) {
        return BY_RPC.getOrDefault(rpc, List.of()).stream()
                .map(type -> type.substring(0, 1))
                .toList();
    }

    /** The type that a number stands for; what is typed in full stays as it is. */
    static String full(String rpc, String typed) {
        return BY_RPC.getOrDefault(rpc, List.of()).stream()
                .filter(type -> type.substring(0, 1).equals(typed))
                .findFirst()
                .orElse(typed);
    }
}
