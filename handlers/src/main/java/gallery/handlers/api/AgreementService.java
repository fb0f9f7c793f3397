package gallery.handlers.api;

import gallery.handlers.process.ImageId;
import gallery.handlers.process.Retention;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Records whether somebody agrees to the use of their picture. */
final class AgreementService {

    /** In bytes: with the longest user id it still fits into a partition key. */
    private static final int LONGEST_NAME = 512;

    private static final int LONGEST_TIME = 64;
    private static final String ENDING = ".jpeg";

    private final Agreements agreements;
    private final Retention retention;
    private final Clock clock;

    AgreementService(Agreements agreements, Retention retention, Clock clock) {
        this.agreements = agreements;
        this.retention = retention;
        this.clock = clock;
    }

    /** Answers {@code {message}}. */
    Answer agree(ApiRequest request) {
        Fields fields = request.fields();
        String id = fields.text(
                "id", "must be the id of an image", text -> imageId(text).isPresent());
        String name = fields.plainText("name", LONGEST_NAME);
        boolean agree = fields.flag("agree");
        String savedAt = fields.text("savedAt", LONGEST_TIME);
        String userId = fields.text("userId", Fields.LONGEST_USER_ID);
        fields.check();
        request.requireUser(userId);
        agreements.save(new Agreement(
                userId, name, savedAt, agree, imageId(id).orElseThrow(), retention.expiry(clock.instant())));
        return Answer.ok(Map.of("message", "saved"));
    }

    /** The web client takes the id from the upload's address, where an ending follows it. */
    private static Optional<ImageId> imageId(String text) {
        return ImageId.parse(text.endsWith(ENDING) ? text.substring(0, text.length() - ENDING.length()) : text);
    }
}
