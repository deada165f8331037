package org.viaduct.cpe.simulator;

import java.util.Comparator;

/**
 * Software installed on a CPE (TR-157, SoftwareModules).
 *
 * @param number of its rows in the tables DeploymentUnit and ExecutionUnit
 * @param environment number of its execution environment
 */
record DeploymentUnit(int number, String uuid, String version, String url, String name, int environment) {
    /** By the numbers between the dots. */
    static final Comparator<String> VERSIONS = (left, right) -> {
        String[] a = left.split("\\D+");
        String[] b = right.split("\\D+");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Long.compare(part(a, i), part(b, i));
            if (order != 0) {
                return order;
            }
        }
        return left.compareTo(right);
    };

    private static long part(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d{1,9}") ? Long.parseLong(parts[index]) : 0;
    }

    DeploymentUnit updated(String newVersion, String newUrl) {
        return new DeploymentUnit(number, uuid, newVersion, newUrl, name, environment);
    }

    /** Its path below the root. */
    String path() {
        return "SoftwareModules.DeploymentUnit." + number + ".";
    }

    /** The path of its execution unit below the root. */
    String executionUnit() {
        return "SoftwareModules.ExecutionUnit." + number + ".";
    }
}
