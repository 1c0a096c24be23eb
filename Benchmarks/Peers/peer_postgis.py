"""The work of `mezha pairs` by PostGIS, on a server of its own that listens on a socket in its folder only.

    peer_postgis.py --prepare FOLDER           makes the server's folder, once
    peer_postgis.py FOLDER a.gpkg b.gpkg out.csv [THREADS]

Starts the server, loads both layers, joins them and stops the server by its process, so that its time is in
that of this program. As root the server runs as the user `postgres`, for it refuses to run as root.
"""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

BOX_BYTES = (0, 32, 48, 48, 64)


def program(name):
    found = shutil.which(name) or max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=None)
    return found or sys.exit(f"no {name}: install postgresql and postgis")


def owner():
    """How to run a process as one that is not root."""
    if os.getuid():
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def psql(folder, sql, **options):
    command = [program("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "postgres", "-c", sql]
    return subprocess.run(command, check=True, **options)


class Server:
    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([program("postgres"), "-D", self.folder / "data"], cwd=self.folder,
                                            stdout=log, stderr=log, **owner())
        for _ in range(600):
            ready = subprocess.run([program("pg_isready"), "-q", "-h", self.folder])
            if ready.returncode == 0:
                return self
            time.sleep(0.05)
        sys.exit(f"the server does not start: {self.folder}/log")

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def prepare(folder):
    folder.mkdir(parents=True)
    if not os.getuid():
        shutil.chown(folder, "postgres", "postgres")
    subprocess.run([program("initdb"), "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"],
                   check=True, stdout=subprocess.DEVNULL, cwd=folder, **owner())
    with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as settings:
        settings.write(f"""
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
jit = off
shared_buffers = 512MB
work_mem = 256MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
""")
    with Server(folder):
        psql(folder, "CREATE EXTENSION postgis")


def rows(path):
    """Lines for COPY: the id, and WKB in hexadecimal as the GeoPackage has it."""
    for key, blob in sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("SELECT id, geom FROM parcels"):
        skip = 8 + BOX_BYTES[blob[3] >> 1 & 7]
        yield f"{key}\t{blob[skip:].hex()}\n"


def run(folder, first, second, out, threads):
    with Server(folder):
        for name, path in (("a", first), ("b", second)):
            psql(folder, f"SET client_min_messages = error; DROP TABLE IF EXISTS {name}")
            psql(folder, f"CREATE UNLOGGED TABLE {name} (id text, geom geometry)")
            psql(folder, f"COPY {name} FROM STDIN", input="".join(rows(path)).encode(), stdout=subprocess.DEVNULL)
        psql(folder, "CREATE INDEX ON b USING gist (geom)")
        psql(folder, "ANALYZE a; ANALYZE b")
        with open(out, "wb") as table:
            psql(folder, f"""
                SET max_parallel_workers_per_gather = {threads - 1};
                SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
                COPY (
                  SELECT id_1, id_2, area_1, area_2, shared AS intersection_area,
                         shared / (area_1 + area_2 - shared) AS iou
                  FROM (
                    SELECT a.id AS id_1, b.id AS id_2, ST_Area(a.geom) AS area_1, ST_Area(b.geom) AS area_2,
                           ST_Area(ST_Intersection(a.geom, b.geom)) AS shared
                    FROM a JOIN b ON ST_Intersects(a.geom, b.geom) OFFSET 0) AS pairs
                  WHERE shared > 0
                ) TO STDOUT WITH (FORMAT csv, HEADER)""", stdout=table)


if sys.argv[1] == "--prepare":
    prepare(Path(sys.argv[2]).resolve())
else:
    run(Path(sys.argv[1]).resolve(), *sys.argv[2:5], int(sys.argv[5]) if len(sys.argv) > 5 else 1)
