"""The work of `mezha pairs` by SedonaDB, whose planner makes a spatial join of it.

    peer_sedonadb.py a.gpkg b.gpkg out.csv [THREADS]
"""

import os
import sys


def main():
    first, second, out = sys.argv[1:4]
    threads = sys.argv[4] if len(sys.argv) > 4 else "1"
    # Read by the engine and its runtime when they are loaded.
    os.environ["DATAFUSION_EXECUTION_TARGET_PARTITIONS"] = threads
    os.environ["TOKIO_WORKER_THREADS"] = threads
    os.environ["RAYON_NUM_THREADS"] = threads
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:int(threads)])
    import sedona.db

    connection = sedona.db.connect()
    for name, path in (("a", first), ("b", second)):
        # Whole, for a selection of columns of a file fails in 0.5.0.
        connection.read_pyogrio(path).to_memtable().to_view(name)
    table = connection.sql("""
        SELECT id_1, id_2, area_1, area_2, shared AS intersection_area,
               shared / (area_1 + area_2 - shared) AS iou
        FROM (
          SELECT a.id AS id_1, b.id AS id_2, ST_Area(a.geom) AS area_1, ST_Area(b.geom) AS area_2,
                 ST_Area(ST_Intersection(a.geom, b.geom)) AS shared
          FROM a JOIN b ON ST_Intersects(a.geom, b.geom))
        WHERE shared > 0
    """)
    table.to_pandas().to_csv(out, index=False)


main()
