package org.viaduct.onem2m.http;

/**
 * How much a JSON body may hold.
 *
 * @param depth objects and lists within each other
 * @param values members and elements in all
 * @param string characters of one string or name
 */
record JsonLimits(int depth, int values, int string) {

    JsonLimits {
        if (depth < 2 || values < 1 || string < 1) {
            throw new IllegalArgumentException("json.depth is at least 2, json.values and json.string at least 1");
        }
    }
}
