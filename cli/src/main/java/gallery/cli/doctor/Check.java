package gallery.cli.doctor;

import java.util.Optional;

/**
 * The result of one look at the machine.
 *
 * @param name what was looked at
 * @param finding what was found, or what is wrong
 * @param remedy what to do; empty when nothing is wrong
 */
public record Check(String name, String finding, Optional<String> remedy) {

    static Check fine(String name, String finding) {
        return new Check(name, finding, Optional.empty());
    }

    static Check wrong(String name, String finding, String remedy) {
        return new Check(name, finding, Optional.of(remedy));
    }

    public boolean passed() {
        return remedy.isEmpty();
    }
}
