"""What `ogrinfo -al -so` tells of a GeoJSON file, by Python's own json: count, fields, extent.

    read_json.py FILE           a collection, or a feature a line
"""

import json
import sys


def corners(value, box):
    if value and isinstance(value[0], list):
        for part in value:
            corners(part, box)
    else:
        box[0], box[1] = min(box[0], value[0]), min(box[1], value[1])
        box[2], box[3] = max(box[2], value[0]), max(box[3], value[1])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        if sys.argv[1].endswith("l"):
            features = [json.loads(line) for line in file if line.strip()]
        else:
            features = json.load(file)["features"]
    box, fields = [float("inf")] * 2 + [float("-inf")] * 2, {}
    for feature in features:
        fields.update(dict.fromkeys(feature["properties"]))
        if feature["geometry"]:
            corners(feature["geometry"]["coordinates"], box)
    print(len(features), len(fields), *box)


main()
