package io.dualwrite.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the numbers of a sequence look like, character by character.
 *
 * @param places of each character: a literal, or {@link #DIGIT}, {@link #ANY}
 * @param counter where the counter's digits may grow: their place in the list; -1 if the length is fixed
 */
public record NumberShape(String text, List<Character> places, int counter) {
    private static final char DIGIT = '\u0001';
    private static final char ANY = '\u0002';
    private static final Pattern TOKEN = Pattern.compile("\\{(SEQNUM|RANDSTRING|DATETIMEUTC):([^}]+)}");

    /** Of a format as F&O has it: {@code F######}; {@code #} is a digit, {@code &} a letter. Its length is fixed. */
    public static NumberShape ofFinops(String format) {
        List<Character> places = new ArrayList<>();
        for (char c : format.toUpperCase(Locale.ROOT).toCharArray()) {
            places.add(c == '#' ? DIGIT : c == '&' ? ANY : Character.valueOf(c));
        }
        return new NumberShape(format, places, -1);
    }

    /** Of an autonumber format as Dataverse has it: {@code ORD-{SEQNUM:5}-{RANDSTRING:6}}; its counter grows. */
    public static NumberShape ofDataverse(String format) {
        List<Character> places = new ArrayList<>();
        Matcher token = TOKEN.matcher(format);
        int at = 0;
        int counter = -1;
        while (token.find()) {
            literal(format.substring(at, token.start()), places);
            at = token.end();
            boolean digits = !token.group(1).equals("RANDSTRING");
            if (token.group(1).equals("SEQNUM")) {
                counter = places.size();
            }
            int length = token.group(1).equals("DATETIMEUTC")
                    ? token.group(2).length()
                    : Integer.parseInt(token.group(2).strip());
            for (int i = 0; i < length; i++) {
                places.add(digits ? DIGIT : ANY);
            }
        }
        literal(format.substring(at), places);
        return new NumberShape(format, places, counter);
    }

    private static void literal(String text, List<Character> places) {
        for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
            places.add(c);
        }
    }

    /** Is there a number that both can give? */
    public boolean meets(NumberShape other) {
        int length = Math.max(places.size(), other.places.size());
        List<Character> mine = grown(length);
        List<Character> theirs = other.grown(length);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!meet(mine.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean gives(String number) {
        return meets(ofFinops(number.replace('#', ' ').replace('&', ' ')));
    }

    private List<Character> grown(int length) {
        List<Character> grown = new ArrayList<>(places);
        while (counter >= 0 && grown.size() < length) {
            grown.add(counter, DIGIT);
        }
        return grown;
    }

    private static boolean meet(char one, char other) {
        return one == other || fits(one, other) || fits(other, one);
    }

    private static boolean fits(char place, char character) {
        boolean digit = character == DIGIT || (character >= '0' && character <= '9');
        return place == DIGIT ? digit : place == ANY && (digit || Character.isLetter(character) || character == ANY);
    }
}
