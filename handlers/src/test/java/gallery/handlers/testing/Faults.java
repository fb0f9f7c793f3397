package gallery.handlers.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The network between the SDK and AWS, which can be told to break: before a request arrives, or after it was served and
 * before its answer is back. Names requests as AWS does, such as {@code UpdateItem} or {@code PUT images/face-cropped}.
 */
public final class Faults implements SdkHttpClient {

    /** When a request is lost. */
    public enum Moment {
        /** AWS never sees it. */
        BEFORE,
        /** AWS serves it, but its answer is lost. */
        AFTER
    }

    private record Rule(String operation, Moment moment, AtomicInteger left) {}

    private final SdkHttpClient network = UrlConnectionHttpClient.builder().build();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Loses the next {@code times} requests whose name begins with {@code operation}. */
    public void lose(String operation, Moment moment, int times) {
        rules.add(new Rule(operation, moment, new AtomicInteger(times)));
    }

    /** Mends the network and forgets the requests seen so far. */
    public void clear() {
        rules.clear();
        requests.clear();
    }

    /** The names of all requests since the last {@link #clear}, lost ones included. */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = network.prepareRequest(request);
        String operation = operation(request.httpRequest());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                requests.add(operation);
                Optional<Rule> rule = rules.stream()
                        .filter(each -> operation.startsWith(each.operation())
                                && each.left().getAndDecrement() > 0)
                        .findFirst();
                if (rule.isPresent() && rule.get().moment() == Moment.BEFORE) {
                    throw new IOException("lost on the way to AWS");
                }
                HttpExecuteResponse response = prepared.call();
                if (rule.isPresent()) {
                    throw new IOException("lost on the way back");
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static String operation(SdkHttpRequest request) {
        return request.firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .orElseGet(() ->
                        request.method() + " " + request.encodedPath().replaceFirst("^/" + TestCloud.BUCKET + "/", ""));
    }

    @Override
    public void close() {
        // Shared by all clients of a test run.
    }
}
