"""What needs no client: a run keeps the promises of its index, and holds nothing that some client takes amiss."""

import glob
import gzip
import hashlib
import json
import os
import re

import harness


def files(run):
    """What needs no client: the promises of the index."""
    for folder, layers in (("layers", run.layers), ("layers/public", run.public)):
        for layer in layers:
            at = f"{run.path}/{folder}"
            with open(f"{at}/{layer['file']}", "rb") as file:
                plain = file.read()
            collection = json.loads(plain)
            features = collection["features"]
            with open(f"{at}/{layer['lines']['file']}", encoding="utf-8") as file:
                lines = [json.loads(line) for line in file]
            ids = [feature["id"] for feature in features]
            kinds = {}
            for feature in features:
                for name, value in feature["properties"].items():
                    if value is not None:
                        kinds.setdefault(name, set()).add("number" if type(value) in (int, float) else type(value))
            holds = (
                "crs" not in collection and len(features) == layer["feature_count"]
                and lines == features and len(set(ids)) == len(ids) and ids == sorted(ids)
                and hashlib.sha256(plain).hexdigest() == layer["sha256"]
                and gzip.open(f"{at}/{layer['gzip']['file']}").read() == plain
                and all(len(found) == 1 for found in kinds.values())
                and (not features or collection["bbox"] == layer["bbox"]))
            run.say("own checks", f"{folder}/{layer['name']}",
                    "count, hash, twins, unique sorted ids, one type a property, bbox, no crs", holds)
            run.say("own checks", f"{folder}/{layer['name']}", "what clients stumble over is not there", *stumbles(at, layer, collection))
    heads = []
    for path in sorted(glob.glob(f"{run.path}/tables/*.csv")):
        with open(path, encoding="utf-8-sig") as file:
            head = file.readline()
        # GDAL takes a comma in a heading for the separator.
        if ";" in head and "," in head:
            heads.append(os.path.basename(path))
    run.say("own checks", "tables", "no comma in a heading between semicolons", not heads, " ".join(heads))


def numbers(coordinates):
    """Every number of nested coordinates."""
    for one in coordinates:
        if isinstance(one, list):
            yield from numbers(one)
        else:
            yield one


def stumbles(folder, layer, collection):
    """Whether a layer has nothing of what some client takes amiss, and what it is."""
    features, found = collection["features"], []
    columns = {}
    for feature in features:
        if set(feature) != {"type", "id", "geometry", "properties"}:
            found.append("a feature with other members")
        if type(feature["id"]) is not str or any(sign in feature["id"] for sign in "/?#% "):
            found.append(f"id {feature['id']}: not for an address")
        if list(feature["properties"]) != [column["name"] for column in layer["properties"]]:
            found.append("a property left out, or out of order")
        # geojson-validator asks for 6 digits, a decimetre; a boundary point is good to a centimetre.
        if any(round(value, 7) != value for value in numbers(feature["geometry"]["coordinates"])):
            found.append(f"{feature['id']}: more than 7 digits")
        for name, value in feature["properties"].items():
            if isinstance(value, (dict, list)):
                found.append(f"{name}: nested")
            if value is not None:
                columns.setdefault(name, []).append(value)
    if set(collection) - {"bbox"} != {"type", "name", "features"}:
        found.append("members of its own")
    if "id" in columns:
        found.append("a property called id, which GDAL takes for the feature's")
    # GDAL types a column by its values: one of nothing but 16:50:0000012 is one of times.
    found += [f"{name}: nothing but times" for name, values in columns.items()
              if all(re.match(r"\d{1,2}:\d{2}(:\d+)?", str(value)) for value in values)]
    found += [f"{name}: not a name for databases" for name in columns if not re.fullmatch(r"[a-z][a-z0-9_]{0,56}", name)]
    times = {int(os.stat(f"{folder}/{layer['file']}{ending}").st_mtime) for ending in ("", ".gz")}
    if len(times) != 1:
        found.append("the packed twin has another age, so nginx sends other headers")
    return not found, "; ".join(found[:3])


def untouched(run):
    """What is left of the run after all clients: QGIS is known to write into packages it only reads."""
    manifest = harness.read_json(f"{run.path}/run.json")
    changed = []
    for product in manifest["products"]:
        with open(f"{run.path}/{product['path']}", "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != product["sha256"]:
                changed.append(product["path"])
    changed += [name for name in os.listdir(run.path) if name.endswith(("-wal", "-shm", "-journal"))]
    run.say("all clients", "run.json", "leave every product as it was written", not changed, " ".join(changed))
