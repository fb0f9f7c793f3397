package gallery.cli.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An emulator that was found alive and to be ours.
 *
 * @param pid its process
 * @param port its TCP port on 127.0.0.1
 * @param url what {@code AWS_ENDPOINT_URL} must hold for the AWS provider to reach it
 * @param log file that receives what it prints
 * @param since when it was started
 */
public record RunningEmulator(long pid, int port, URI url, Path log, Instant since) {

    RunningEmulator(long pid, int port, Path log, Instant since) {
        this(pid, port, URI.create("http://127.0.0.1:" + port), log, since);
    }
}
