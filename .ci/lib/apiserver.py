"""An etcd and a kube-apiserver of one's own on loopback, with an audit log of every request; no other part of Kubernetes,
no root. Whoever starts one ends it."""
import base64
import pathlib
import socket
import subprocess
import time

AUDIT = """apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - {level: None, users: ["system:apiserver"]}
  - {level: Metadata}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    """Certificates for servers and clients below one root, made once."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca = self.folder / "ca.crt"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=scale-ca",
                "-days", 2, "-keyout", self.folder / "ca.key", "-out", self.ca, "-addext", "keyUsage=critical,digitalSignature,keyCertSign")
        openssl("genrsa", "-out", self.folder / "sa.key", 2048)
        self.issue("apiserver", "/CN=kube-apiserver", "serverAuth", "IP:127.0.0.1")
        self.issue("admin", "/O=system:masters/CN=admin", "clientAuth", "DNS:admin")

    def issue(self, name, subject, usage, alternative):
        path = self.folder / name
        extensions = path.with_suffix(".ext")
        extensions.write_text(f"extendedKeyUsage={usage}\nsubjectAltName={alternative}\n")
        # fabric8 reads this form of an EC key, and not PKCS #8.
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path.with_suffix(".key"))
        openssl("req", "-new", "-key", path.with_suffix(".key"), "-subj", subject, "-out", path.with_suffix(".csr"))
        openssl("x509", "-req", "-in", path.with_suffix(".csr"), "-CA", self.ca, "-CAkey", self.folder / "ca.key",
                "-CAcreateserial", "-days", 2, "-extfile", extensions, "-out", path.with_suffix(".crt"))


class ApiServer:
    """One server with an empty store. `with ApiServer(…) as server:` starts it and ends it."""

    def __init__(self, folder, binaries, authority):
        self.folder, self.binaries, self.authority = pathlib.Path(folder), pathlib.Path(binaries), authority
        self.folder.mkdir(parents=True)
        self.audit_log = self.folder / "audit.jsonl"
        self.admin = self.folder / "admin.kubeconfig"
        self.processes = []

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        etcd, peer, port = free_port(), free_port(), free_port()
        store, pki = f"http://127.0.0.1:{etcd}", self.authority.folder
        self.url = f"https://127.0.0.1:{port}"
        self.run("etcd", "--data-dir", self.folder / "etcd", "--listen-client-urls", store, "--advertise-client-urls", store,
                 "--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                 "--initial-cluster", f"default=http://127.0.0.1:{peer}", "--unsafe-no-fsync", "--log-level=warn")
        policy = self.folder / "audit-policy.yaml"
        policy.write_text(AUDIT)
        self.run("kube-apiserver", f"--etcd-servers={store}", "--bind-address=127.0.0.1", f"--secure-port={port}",
                 "--advertise-address=127.0.0.1", f"--tls-cert-file={pki}/apiserver.crt", f"--tls-private-key-file={pki}/apiserver.key",
                 f"--client-ca-file={pki}/ca.crt", f"--service-account-key-file={pki}/sa.key",
                 f"--service-account-signing-key-file={pki}/sa.key",
                 "--service-account-issuer=https://kubernetes.default.svc.cluster.local", "--service-cluster-ip-range=10.96.0.0/14",
                 "--authorization-mode=RBAC", "--endpoint-reconciler-type=none", "--profiling=false",
                 f"--audit-policy-file={policy}", f"--audit-log-path={self.audit_log}", "--audit-log-maxsize=100000")
        self.kubeconfig(self.admin, f"client-certificate: {pki}/admin.crt, client-key: {pki}/admin.key")
        end = time.monotonic() + 120
        while subprocess.run(["kubectl", "--kubeconfig", self.admin, "get", "--raw=/readyz"], capture_output=True).returncode:
            ended = [process.args[0] for process in self.processes if process.poll() is not None]
            if ended or time.monotonic() > end:
                raise SystemExit(f"the API server does not get ready; ended: {ended or 'none'}; logs in {self.folder}")
            time.sleep(0.2)

    def run(self, program, *arguments):
        with open(self.folder / f"{program}.log", "wb") as log:
            self.processes.append(subprocess.Popen([self.binaries / program, *map(str, arguments)], stdout=log, stderr=log))

    def kubeconfig(self, path, user):
        ca = base64.b64encode(self.authority.ca.read_bytes()).decode()
        path.write_text(f"""apiVersion: v1
kind: Config
clusters: [{{name: scale, cluster: {{server: "{self.url}", certificate-authority-data: {ca}}}}}]
users: [{{name: scale, user: {{{user}}}}}]
contexts: [{{name: scale, context: {{cluster: scale, user: scale}}}}]
current-context: scale
""")
        return path

    def kubectl(self, *arguments, **options):
        done = subprocess.run(["kubectl", "--kubeconfig", self.admin, *map(str, arguments)], text=True, capture_output=True, **options)
        if done.returncode:
            raise SystemExit(f"kubectl {' '.join(map(str, arguments))}: {done.stderr.strip()[:400]}")
        return done.stdout

    def establish(self, *files):
        """Applies CRDs and waits until they are served."""
        self.kubectl("apply", "--server-side", *(part for file in files for part in ("-f", file)))
        wait = ["kubectl", "--kubeconfig", self.admin, "wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]
        end = time.monotonic() + 120
        # It fails on a CRD that has no condition yet.
        while subprocess.run(wait, capture_output=True).returncode:
            if time.monotonic() > end:
                raise SystemExit("the CRDs are not established")
            time.sleep(0.5)

    def service_account(self, namespace, name):
        """A kubeconfig that speaks as that ServiceAccount."""
        token = self.kubectl("-n", namespace, "create", "token", name, "--duration=24h").strip()
        return self.kubeconfig(self.folder / f"{name}.kubeconfig", f"token: {token}")

    def __exit__(self, *_):
        for process in reversed(self.processes):  # the API server before its store
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
