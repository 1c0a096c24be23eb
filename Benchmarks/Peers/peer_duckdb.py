"""The work of `mezha pairs` by DuckDB spatial, whose optimiser makes a spatial join of it.

    peer_duckdb.py a.gpkg b.gpkg out.csv [THREADS]
"""

import sys
from pathlib import Path

import duckdb
import duckdb_extension_spatial


def main():
    first, second, out = sys.argv[1:4]
    threads = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    folder = Path(duckdb_extension_spatial.__file__).parent
    extension = next(folder.rglob("spatial.duckdb_extension"))
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(f"LOAD '{extension}'")
    for name, path in (("a", first), ("b", second)):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT id, geom, ST_Area(geom) AS area FROM ST_Read('{path}')"
        )
    connection.execute(f"""
        COPY (
          SELECT id_1, id_2, area_1, area_2, shared AS intersection_area,
                 shared / (area_1 + area_2 - shared) AS iou
          FROM (
            SELECT a.id AS id_1, b.id AS id_2, a.area AS area_1, b.area AS area_2,
                   ST_Area(ST_Intersection(a.geom, b.geom)) AS shared
            FROM a JOIN b ON ST_Intersects(a.geom, b.geom))
          WHERE shared > 0
        ) TO '{out}' (HEADER)
    """)


main()
