package io.dualwrite.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds out which of the three shapes a JSON file has, and goes to its first object. */
final class JsonStart {
    private JsonStart() {}

    static JsonTokens tokens(TextSource text, Limits limits) throws FileRejected {
        text.skipBlanks();
        if (text.peek() == '[') {
            text.next();
            return new JsonTokens(text, limits, true, false);
        }
        if (text.peek() != '{') {
            throw notJson(text);
        }
        int envelope = lengthOfEnvelope(text.ahead());
        for (int i = 0; i < envelope; i++) {
            text.next();
        }
        return new JsonTokens(text, limits, envelope > 0, envelope > 0);
    }

    private static FileRejected notJson(TextSource text) {
        return text.peek() < 0
                ? FileRejected.empty("blank lines only")
                : new FileRejected(
                        "not-json",
                        "a file that starts with " + Fault.shown(text.ahead()),
                        "an array of objects, or one object per line",
                        "export it as JSON, or name it .csv if it is one");
    }

    /** How long <code>{"@odata.context":"...","value":[</code> is, or 0 if the file does not start like this. */
    private static int lengthOfEnvelope(CharSequence ahead) {
        try (JsonParser parser = JsonObjects.FACTORY.createParser(ahead.toString())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("value") && value == JsonToken.START_ARRAY) {
                    return (int) parser.currentLocation().getCharOffset();
                }
                if (!name.startsWith("@") || !value.isScalarValue()) {
                    return 0;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0; // a broken or cut off first object: the rows will say where
        }
    }
}
