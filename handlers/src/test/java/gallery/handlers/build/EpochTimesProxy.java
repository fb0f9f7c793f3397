package gallery.handlers.build;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stands before moto and mends the one thing that keeps the SDK from reading moto's builds: moto 5.2.1 writes their times
 * as ISO 8601 text where CodeBuild, like every AWS JSON service, writes seconds since 1970. All else passes unchanged.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1 protocol, timestamps</a>
 */
final class EpochTimesProxy implements AutoCloseable {

    private static final Pattern ISO_TIME = Pattern.compile("\"(startTime|endTime)\": ?\"([^\"]+)\"");
    private static final List<String> FORWARDED =
            List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target");

    private final URI moto;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    EpochTimesProxy(URI moto) throws IOException {
        this.moto = moto;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String header : FORWARDED) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        byte[] body = mended(response.body()).getBytes(StandardCharsets.UTF_8);
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String mended(String json) {
        return ISO_TIME.matcher(json)
                .replaceAll(time -> "\"" + time.group(1) + "\": "
                        + Instant.parse(time.group(2)).getEpochSecond());
    }
}
