package io.dualwrite.cli;

import io.dualwrite.runtime.SettingsError;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong with a command, told in a sentence on the standard error; what to do comes with it. */
final class Complaints {
    private Complaints() {}

    static void receive(CommandLine root) {
        root.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        root.setParameterExceptionHandler((wrong, arguments) -> wrongUse(wrong));
    }

    private static int failed(Exception failure, CommandLine command) {
        tell(command, sentence(failure));
        return failure instanceof SettingsError ? Wording.WRONG_USE : 1;
    }

    /** The nearest word that would have been right, not the whole help. */
    private static int wrongUse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        List<String> near =
                wrong instanceof UnmatchedArgumentException unknown ? suggestions(unknown, command) : List.of();
        String what = what(wrong);
        String more = command.getCommandSpec().qualifiedName() + " --help tells more";
        if (near.isEmpty()) {
            tell(command, what + (what.endsWith("?") ? " " : "; ") + more);
        } else {
            tell(command, what + "; did you mean " + String.join(" or ", near) + "? " + more);
        }
        return Wording.WRONG_USE;
    }

    /** In our words, where those of the library are a programmer's. */
    private static String what(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unknown && !unknown.isUnknownOption()) {
            String word = unknown.getUnmatched().get(0);
            boolean group = !wrong.getCommandLine().getSubcommands().isEmpty();
            return group ? "there is no command '" + word + "'" : "found '" + word + "', expected nothing more";
        }
        return wrong.getMessage()
                .replaceFirst("[.]$", "")
                .replace("option option", "option")
                .replace("in KEY=VALUE format", "of the form name=value")
                .replace("is not an int", "is no whole number")
                .replace("is not a long", "is no whole number");
    }

    private static List<String> suggestions(UnmatchedArgumentException unknown, CommandLine command) {
        String word = unknown.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        Stream<String> known = option
                ? command.getCommandSpec().options().stream().flatMap(one -> Arrays.stream(one.names()))
                : command.getSubcommands().keySet().stream();
        String typed = word.replaceFirst("=.*", "");
        return known.filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .sorted(Comparator.comparingInt(name -> distance(typed, name)))
                .limit(2)
                .toList();
    }

    /** How many letters must be put in, taken out, changed or swapped with the next one. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : nearest(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int nearest(int[][] table, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }

    static void tell(CommandLine command, String sentence) {
        String head = Ansi.AUTO.string("@|bold,red dual-write:|@ ");
        command.getErr().println(head + sentence);
        command.getErr().flush();
    }

    /** Of a failure that nobody foresaw the place in the program is told, for a report. */
    static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NoSuchFileException gone) {
            return "there is no file " + gone.getFile();
        }
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written; look at its permissions";
        }
        boolean foreseen = cause.getMessage() != null
                && !(cause instanceof NullPointerException)
                && !(cause instanceof ClassCastException)
                && !(cause instanceof IndexOutOfBoundsException);
        return foreseen ? cause.getMessage() + unreachable(failure) : defect(cause);
    }

    /** What to do where a system does not answer. */
    private static String unreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return "; look at finops.url and dataverse.url, and whether they can be reached from here";
            }
        }
        return "";
    }

    private static String defect(Throwable cause) {
        String place = Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.dualwrite"))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
        return cause + " at " + place + "; this is a defect of dual-write: please report it";
    }
}
