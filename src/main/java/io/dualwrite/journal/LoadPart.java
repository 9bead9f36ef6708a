package io.dualwrite.journal;

import java.util.List;
import java.util.OptionalLong;

/**
 * A table, or a file, of a load.
 *
 * @param position from 1, in the order in which rows need each other
 * @param table the source's table by its name in URLs
 * @param maps that take its rows, by name
 * @param file absolute path; empty if the system itself is read
 * @param fileHash of its content when the load began
 * @param scope stands for all that was asked for: a later load of the same may go on from the change link
 * @param note a sentence for who looks, or empty
 * @param nextPlace where reading goes on; empty before the first page
 * @param changeLink by which Sales tells what changed since; empty if it does not
 * @param rowsAll how many rows there are, if somebody knows
 */
public record LoadPart(
        int position,
        String table,
        List<String> maps,
        String file,
        String fileHash,
        String scope,
        String note,
        State state,
        String nextPlace,
        String changeLink,
        long rowsRead,
        OptionalLong rowsAll) {

    /** How far it is read. */
    public enum State {
        OPEN,
        READING,
        READ;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public LoadPart {
        maps = List.copyOf(maps);
    }

    /** A part that nobody has begun to read. */
    public static LoadPart open(
            int position, String table, List<String> maps, String file, String fileHash, String scope) {
        return new LoadPart(
                position, table, maps, file, fileHash, scope, "", State.OPEN, "", "", 0, OptionalLong.empty());
    }

    /** What it is called where its rows are told of: {@code load 3, accounts}. */
    String nameIn(long load) {
        return "load " + load + ", " + (file.isEmpty() ? table : file);
    }
}
