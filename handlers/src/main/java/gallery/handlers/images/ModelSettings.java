package gallery.handlers.images;

import gallery.handlers.function.Variables;
import java.util.Locale;

/**
 * Where a model is.
 *
 * @param name {@code facechain} or {@code gfpgan}
 * @param endpoint {@code <NAME>_ENDPOINT}, the SageMaker endpoint
 * @param mode {@code <NAME>_MODE}, async or realtime
 */
record ModelSettings(String name, String endpoint, SageMakerModel.Mode mode) {

    static ModelSettings from(Variables variables, String name) {
        String prefix = name.toUpperCase(Locale.ROOT);
        return new ModelSettings(
                name,
                variables.required(prefix + "_ENDPOINT"),
                variables.choice(prefix + "_MODE", SageMakerModel.Mode.class));
    }
}
