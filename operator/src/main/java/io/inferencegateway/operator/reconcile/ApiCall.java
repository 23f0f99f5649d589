package io.inferencegateway.operator.reconcile;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A request to the API server in the words of its access rules and its audit log.
///
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`
/// @param resource plural, with a subresource after a slash: `inferencegateways/status`; `discovery` for what is none
record ApiCall(String verb, String resource) {
    static final String WATCH = "watch";

    private static final String DISCOVERY = "discovery";

    static ApiCall of(String method, URI uri) {
        var path = Arrays.stream(uri.getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        // api/VERSION or apis/GROUP/VERSION, then what is asked for; behind a proxy something may come first.
        int core = path.indexOf("api");
        int named = path.indexOf("apis");
        int start = core >= 0 && (named < 0 || core < named) ? core + 2 : named + 3;
        var asked =
                core < 0 && named < 0 || start >= path.size() ? List.<String>of() : path.subList(start, path.size());
        if (asked.size() > 2 && asked.getFirst().equals("namespaces")) {
            asked = asked.subList(2, asked.size());
        }
        if (asked.isEmpty()) {
            return new ApiCall("get", DISCOVERY);
        }
        String subresource = asked.size() > 2 ? "/" + asked.get(2) : "";
        return new ApiCall(verb(method, uri, asked.size() > 1), asked.getFirst() + subresource);
    }

    private static String verb(String method, URI uri, boolean one) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> reads(uri, one);
        };
    }

    private static String reads(URI uri, boolean one) {
        boolean watches = Optional.ofNullable(uri.getQuery())
                .filter(query -> Arrays.asList(query.split("&")).contains("watch=true"))
                .isPresent();
        if (watches) {
            return WATCH;
        }
        return one ? "get" : "list";
    }
}
