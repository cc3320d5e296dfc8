"""nginx serves a file over TLS 1.3 on TCP, curl takes it. See Peers.java for what is said on stdin and stdout."""
import json, os, resource, shutil, socket, subprocess, sys, time

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; ssl_protocols TLSv1.3;
    location / {{ root {root}; }}
  }}
}}
"""


def program(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        sys.exit(name + " is not installed")
    return found


def version():
    nginx = subprocess.run([program("nginx"), "-v"], stderr=subprocess.PIPE, text=True).stderr.split("/")[1].strip()
    curl = subprocess.run([program("curl"), "--version"], stdout=subprocess.PIPE, text=True).stdout.split()[1]
    program("openssl")
    print(f"nginx {nginx}, curl {curl}")


def serve(file, folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", folder + "/key.pem", "-out", folder + "/cert.pem"],
        check=True, stderr=subprocess.DEVNULL)
    with open(folder + "/nginx.conf", "w") as out:
        out.write(NGINX.format(folder=folder, port=port, root=os.path.dirname(file)))
    server = subprocess.Popen([program("nginx"), "-c", folder + "/nginx.conf", "-e", folder + "/error.log"])
    while socket.socket().connect_ex(("127.0.0.1", port)):
        time.sleep(0.05)
    print(json.dumps({"address": f"https://127.0.0.1:{port}/{os.path.basename(file)}", "pid": server.pid}), flush=True)
    sys.stdin.read()
    server.terminate()


def fetch(address):
    for target in sys.stdin:
        said = subprocess.run(
            [program("curl"), "-sSkf", "-o", target.strip(), "-w", "%{time_starttransfer} %{time_total}", address],
            check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(json.dumps({"first": float(said[0]), "total": float(said[1]), "peakKb": peak}), flush=True)


{"version": version, "serve": serve, "fetch": fetch}[sys.argv[1]](*sys.argv[2:])
