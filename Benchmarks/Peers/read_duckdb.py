"""What `ogrinfo -al -so` tells of a file, by DuckDB spatial: count, fields, extent.

    read_duckdb.py FILE [THREADS]
"""

import sys
from pathlib import Path

import duckdb
import duckdb_extension_spatial


def main():
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = Path(duckdb_extension_spatial.__file__).parent
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(f"LOAD '{next(folder.rglob('spatial.duckdb_extension'))}'")
    connection.execute(f"CREATE TABLE land AS SELECT * FROM ST_Read('{sys.argv[1]}')")
    print(connection.execute("SELECT count(*), ST_Extent_Agg(geom)::VARCHAR FROM land").fetchone())
    print([row[0] for row in connection.execute("DESCRIBE land").fetchall()])


main()
