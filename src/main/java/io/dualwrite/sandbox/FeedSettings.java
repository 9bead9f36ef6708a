package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Where the sandbox tells its changes, and which.
 *
 * @param folder the drop folder of a runtime: files go to {@code finops} and {@code dataverse} in it
 * @param tables by side and by the table's name in URLs, what is told of its rows besides the plain columns: the columns
 *     of other rows by their paths, as {@code customerid.Account(accountnumber)}. Other tables are not told
 */
public record FeedSettings(Path folder, Map<Side, Map<String, Set<String>>> tables) {}
