package io.inferencegateway.contract.wire;

/// Where models may come from, as regular expressions that Java's and the API server's engine read alike: no
/// backslashes, no quotes.
public final class ModelUri {
    /// Printable ASCII but spaces, quotes and `#`: of a URL only what a server gets to see.
    private static final String REST = "[!$-&(-~]+";

    private static final String BUILTIN = "builtin://[a-z0-9][a-z0-9-]*";
    private static final String FILE = "file:///.+";
    // No user or password: those belong into a Secret.
    private static final String HTTPS = "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/" + REST;
    private static final String S3 = "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/" + REST;
    // A tag or a digest is asked for: what is called latest differs from pod to pod.
    private static final String OCI =
            "oci://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[a-f0-9]{64})";
    private static final String CLAIM = "pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?/" + REST;

    /// What a pod reads by itself.
    public static final String OF_POD = "(" + BUILTIN + "|" + FILE + "|" + HTTPS + "|" + S3 + "|" + OCI + ")";

    /// What a resource may name; a claim's volume is mounted, and a file to the pod.
    public static final String OF_RESOURCE =
            "^(" + BUILTIN + "|" + FILE + "|" + HTTPS + "|" + S3 + "|" + OCI + "|" + CLAIM + ")$";

    /// Schemes of the sources that a pod downloads from.
    public static final String DOWNLOADED = "^(https|s3|oci)://";

    public static final String CLAIM_SCHEME = "pvc://";

    private ModelUri() {}

    /// Whether the model is brought over the network.
    public static boolean isDownloaded(String uri) {
        return uri.startsWith("https://") || uri.startsWith("s3://") || uri.startsWith("oci://");
    }

    /// The URI as it may be shown: the query of a URL may hold a signature.
    public static String shown(String uri) {
        return isDownloaded(uri) ? uri.replaceFirst("[?].*", "?…") : uri;
    }
}
