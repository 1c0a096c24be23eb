// The work of `mezha pairs` by the GEOS C API, as a careful user would write it: one thread, WKB straight from
// SQLite, STRtree, prepared geometries to discard candidates, an overlay for the rest.
//
//   g++ -O2 geos.cpp -lgeos_c -lsqlite3 -o geos && ./geos a.gpkg b.gpkg out.csv

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <geos_c.h>
#include <sqlite3.h>

struct Layer {
  std::vector<std::string> ids;
  std::vector<GEOSGeometry *> shapes;
  std::vector<double> areas;
};

static GEOSContextHandle_t context;

static Layer read(const char *path) {
  static const int boxBytes[] = {0, 32, 48, 48, 64};
  Layer layer;
  sqlite3 *db;
  sqlite3_stmt *statement;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) exit(3);
  if (sqlite3_prepare_v2(db, "SELECT id, geom FROM parcels", -1, &statement, nullptr) != SQLITE_OK) exit(3);
  GEOSWKBReader *reader = GEOSWKBReader_create_r(context);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const unsigned char *blob = static_cast<const unsigned char *>(sqlite3_column_blob(statement, 1));
    int size = sqlite3_column_bytes(statement, 1);
    int skip = 8 + boxBytes[blob[3] >> 1 & 7];
    GEOSGeometry *shape = GEOSWKBReader_read_r(context, reader, blob + skip, size - skip);
    double area;
    GEOSArea_r(context, shape, &area);
    layer.ids.push_back(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    layer.shapes.push_back(shape);
    layer.areas.push_back(area);
  }
  GEOSWKBReader_destroy_r(context, reader);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return layer;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  context = GEOS_init_r();
  Layer a = read(argv[1]);
  Layer b = read(argv[2]);
  GEOSSTRtree *tree = GEOSSTRtree_create_r(context, 10);
  for (size_t j = 0; j < b.shapes.size(); j++) {
    GEOSSTRtree_insert_r(context, tree, b.shapes[j], reinterpret_cast<void *>(j));
  }
  FILE *out = fopen(argv[3], "w");
  fprintf(out, "id_1,id_2,area_1,area_2,intersection_area,iou\n");
  std::vector<size_t> found;
  for (size_t i = 0; i < a.shapes.size(); i++) {
    found.clear();
    GEOSSTRtree_query_r(
        context, tree, a.shapes[i],
        [](void *item, void *list) {
          static_cast<std::vector<size_t> *>(list)->push_back(reinterpret_cast<size_t>(item));
        },
        &found);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(context, a.shapes[i]);
    for (size_t j : found) {
      if (GEOSPreparedIntersects_r(context, prepared, b.shapes[j]) != 1) continue;
      GEOSGeometry *common = GEOSIntersection_r(context, a.shapes[i], b.shapes[j]);
      double area = 0;
      if (common) GEOSArea_r(context, common, &area);
      GEOSGeom_destroy_r(context, common);
      if (area > 0) {
        fprintf(out, "%s,%s,%.6f,%.6f,%.12f,%.9f\n", a.ids[i].c_str(), b.ids[j].c_str(), a.areas[i],
                b.areas[j], area, area / (a.areas[i] + b.areas[j] - area));
      }
    }
    GEOSPreparedGeom_destroy_r(context, prepared);
  }
  return fclose(out) == 0 ? 0 : 4;
}
