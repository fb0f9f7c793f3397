package gallery.handlers.api;

import gallery.handlers.process.Choice;
import gallery.handlers.process.Displays;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Retention;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Begins an image: picks a portrait, remembers whose image it will be, and says where the photograph goes. */
final class UploadService {

    /** Bytes of a theme, a gender or a skin. */
    private static final int LONGEST_CHOICE = 64;

    private final BaseImages baseImages;
    private final Processes processes;
    private final Displays displays;
    private final Links links;
    private final Retention retention;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random unpredictable: whoever guesses an id could overwrite nothing, but could name somebody's image */
    UploadService(
            BaseImages baseImages,
            Processes processes,
            Displays displays,
            Links links,
            Retention retention,
            Clock clock,
            RandomGenerator random) {
        this.baseImages = baseImages;
        this.processes = processes;
        this.displays = displays;
        this.links = links;
        this.retention = retention;
        this.clock = clock;
        this.random = random;
    }

    /** Answers {@code {uuid, uploadUrl}}. */
    Answer upload(ApiRequest request) {
        Fields fields = request.fields();
        String userId = fields.text("userId", Fields.LONGEST_USER_ID);
        Choice choice = new Choice(
                fields.plainText("theme", LONGEST_CHOICE),
                fields.plainText("gender", LONGEST_CHOICE),
                fields.plainText("skin", LONGEST_CHOICE));
        fields.check();
        request.requireUser(userId);
        BaseImage baseImage = pick(choice)
                .orElseThrow(() -> RequestException.notFound("there is no base image for this theme, gender and skin"));
        Instant now = clock.instant();
        ImageId id = ImageId.create(now, random);
        Optional<Instant> expires = retention.expiry(now);
        processes.create(
                ImageProcess.requested(id, userId, choice, baseImage.key(), baseImage.story(), now, expires),
                request.requestId());
        displays.noteUpload(userId, id, expires);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("uuid", id.value());
        body.put("uploadUrl", links.upload(id));
        return Answer.ok(body);
    }

    /** One of any number of portraits, each as likely as any other, holding only one at a time. */
    private Optional<BaseImage> pick(Choice choice) {
        Optional<BaseImage> picked = Optional.empty();
        int seen = 0;
        for (Iterator<BaseImage> images = baseImages.of(choice).iterator(); images.hasNext(); ) {
            BaseImage image = images.next();
            seen++;
            // The n-th replaces the one before with probability 1/n (reservoir sampling).
            if (random.nextInt(seen) == 0) {
                picked = Optional.of(image);
            }
        }
        return picked;
    }
}
