"""The work of `mezha pairs` by GeoPandas and Shapely, vectorised.

    peer_geopandas.py a.gpkg b.gpkg out.csv [THREADS]
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import geopandas
import numpy
import pandas
import shapely


def main():
    first, second, out = sys.argv[1:4]
    threads = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with ThreadPoolExecutor(threads) as pool:
        a, b = pool.map(lambda path: geopandas.read_file(path, columns=["id"]), (first, second))
        tree = b.sindex
        shapes_a, shapes_b = a.geometry.values.to_numpy(), b.geometry.values.to_numpy()
        # Shapely lets go of the interpreter lock inside its vectorised calls.
        parts = numpy.array_split(numpy.arange(len(a)), threads)

        def work(part):
            i, j = tree.query(shapes_a[part], predicate="intersects")
            i = part[i]
            return i, j, shapely.area(shapely.intersection(shapes_a[i], shapes_b[j]))

        i, j, area = (numpy.concatenate(column) for column in zip(*pool.map(work, parts)))
    keep = area > 0
    i, j, area = i[keep], j[keep], area[keep]
    area_a, area_b = shapely.area(shapes_a)[i], shapely.area(shapes_b)[j]
    pandas.DataFrame({
        "id_1": a["id"].to_numpy()[i], "id_2": b["id"].to_numpy()[j], "area_1": area_a,
        "area_2": area_b, "intersection_area": area, "iou": area / (area_a + area_b - area),
    }).to_csv(out, index=False)


main()
