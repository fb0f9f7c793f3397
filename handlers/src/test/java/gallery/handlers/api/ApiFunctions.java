package gallery.handlers.api;

import gallery.handlers.function.Metrics;
import gallery.handlers.process.Displays;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Retention;
import gallery.handlers.testing.TestCloud;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;

/** The three HTTP functions over moto, with a clock of the test's choice. */
record ApiFunctions(TestCloud cloud, Authorization authorization, Clock clock) {

    private static final Retention TWO_WEEKS = new Retention(14);

    ImageUploadHandler upload() {
        UploadService service = new UploadService(
                new DynamoBaseImages(cloud.dynamo(), TestCloud.BASE_RESOURCE_TABLE),
                processes(),
                displays(),
                links(),
                TWO_WEEKS,
                clock,
                new SecureRandom());
        return new ImageUploadHandler(api(), service, new Metrics("local", clock));
    }

    ImageRetrievalHandler retrieval() {
        return new ImageRetrievalHandler(api(), new RetrievalService(displays(), processes(), links()));
    }

    UserAgreementHandler agreements() {
        return new UserAgreementHandler(
                api(),
                new AgreementService(
                        new DynamoAgreements(cloud.dynamo(), TestCloud.AGREEMENT_TABLE), TWO_WEEKS, clock));
    }

    Processes processes() {
        return new DynamoProcesses(cloud.dynamo(), TestCloud.PROCESS_TABLE, clock);
    }

    Displays displays() {
        return new DynamoDisplays(cloud.dynamo(), TestCloud.DISPLAY_TABLE, TestCloud.HISTORY_TABLE, clock);
    }

    private Api api() {
        return new Api(new ApiSettings(authorization, Set.of("https://gallery.example.com"), "local"), clock);
    }

    private Links links() {
        return new PresignedLinks(cloud.presigner(), TestCloud.BUCKET);
    }
}
