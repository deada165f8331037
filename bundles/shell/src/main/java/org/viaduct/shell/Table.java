package org.viaduct.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.support.table.ShellTable;

/** Rows below headings, or a sentence where there are none. */
public final class Table {
    private final ShellTable table = new ShellTable();
    private boolean empty = true;

    private Table(String... columns) {
        for (String column : columns) {
            table.column(column);
        }
    }

    public static Table of(String... columns) {
        return new Table(columns);
    }

    /** Names and what they have, without headings. */
    public static Table ofFacts() {
        Table facts = new Table("", "");
        facts.table.noHeaders();
        return facts;
    }

    /** @param cells made fit for a terminal by the caller ({@link org.viaduct.cwmp.Presentable}) */
    public void row(Object... cells) {
        table.addRow().addContent(cells);
        empty = false;
    }

    public void print(PrintStream out, String ifEmpty) {
        if (empty) {
            out.println(ifEmpty);
        } else {
            table.print(out);
        }
    }

    /** Prints the rows, if there are any. */
    public void print(PrintStream out) {
        if (!empty) {
            table.print(out);
        }
    }
}
