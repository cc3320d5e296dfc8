"""libtorrent, one seeder and one sequential downloader. See Peers.java for what is said on stdin and stdout."""
import json, os, shutil, sys, time

try:
    import libtorrent as lt
except ImportError:
    sys.exit("python3-libtorrent is not installed")

LOOPBACK = {
    "listen_interfaces": "127.0.0.1:0", "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "enable_outgoing_utp": False, "enable_incoming_utp": False, "allow_multiple_connections_per_ip": True,
    "alert_mask": lt.alert.category_t.status_notification,
}


def version():
    print("libtorrent " + lt.__version__)


def serve(file, folder):
    storage = lt.file_storage()
    lt.add_files(storage, file)
    maker = lt.create_torrent(storage)
    lt.set_piece_hashes(maker, os.path.dirname(file))
    torrent = folder + "/file.torrent"
    with open(torrent, "wb") as out:
        out.write(lt.bencode(maker.generate()))
    session = lt.session(LOOPBACK)
    handle = session.add_torrent({"ti": lt.torrent_info(torrent), "save_path": os.path.dirname(file)})
    while not handle.status().is_seeding:
        time.sleep(0.05)
    print(json.dumps({"address": f"{torrent},{session.listen_port()}", "pid": os.getpid()}), flush=True)
    sys.stdin.read()


def await_finished(session):
    while True:
        session.wait_for_alert(1000)
        if any(isinstance(each, lt.torrent_finished_alert) for each in session.pop_alerts()):
            return


def fetch(address):
    torrent, port = address.split(",")
    info = lt.torrent_info(torrent)
    for target in sys.stdin:
        folder = target.strip() + ".d"
        session = lt.session(LOOPBACK)
        start = time.monotonic()
        handle = session.add_torrent({"ti": info, "save_path": folder, "flags": lt.torrent_flags.sequential_download})
        handle.connect_peer(("127.0.0.1", int(port)))
        while not handle.have_piece(0):
            time.sleep(0.002)
        first = time.monotonic() - start
        await_finished(session)
        total = time.monotonic() - start
        os.replace(os.path.join(folder, info.files().file_path(0)), target.strip())
        session.remove_torrent(handle)
        del session
        shutil.rmtree(folder)
        print(json.dumps({"first": first, "total": total}), flush=True)


{"version": version, "serve": serve, "fetch": fetch}[sys.argv[1]](*sys.argv[2:])
