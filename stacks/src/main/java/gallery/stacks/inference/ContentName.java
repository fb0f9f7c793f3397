package gallery.stacks.inference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A name that changes with what it names.
 *
 * <p>SageMaker's models and endpoint configurations cannot be changed, only made anew. With a name of its own the new one exists
 * beside the old one, so that the endpoint can move over before the old one goes.
 */
final class ContentName {

    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
    private static final int LONGEST = 63;
    private static final int DIGEST_LENGTH = 8;

    private ContentName() {}

    /**
     * {@code <base>-<digest>}.
     *
     * @param contents every setting that forces a replacement, in a fixed order
     * @throws IllegalArgumentException when SageMaker would refuse the name for its length
     */
    static String of(String base, List<String> contents) {
        String name = base + "-" + digest(contents).substring(0, DIGEST_LENGTH);
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("the SageMaker name '" + name + "' has " + name.length()
                    + " characters and " + LONGEST + " are allowed; give the environment a shorter name");
        }
        return name;
    }

    private static String digest(List<String> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String content : contents) {
                digest.update(content.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
