package gallery.cli.emulator;

/** What {@link Emulator#status} found. */
public sealed interface EmulatorStatus {

    /** It answers requests. */
    record Running(RunningEmulator emulator) implements EmulatorStatus {}

    /** Its process {@code pid} lives but does not answer: still starting, or hung. {@code stop} ends it. */
    record Silent(long pid) implements EmulatorStatus {}

    /** No emulator of this work directory lives. */
    record Stopped() implements EmulatorStatus {}
}
