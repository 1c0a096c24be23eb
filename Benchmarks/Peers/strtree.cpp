// The index work of `kernels-bench index` by GEOS's STRtree: the boxes and searches of flatbush's own benchmark.
// CPU time, medians of nine runs, as there.
//
//   g++ -O2 strtree.cpp -lgeos_c -o strtree && ./strtree

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

#include <geos_c.h>

// Numbers of SplitMix64 (Steele, Lea & Flood 2014), as in Benchmarks/Kernels.
static uint64_t state = 9;

static double unit() {
  state += 0x9E3779B97F4A7C15;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1p-53;
}

static double now() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static void count(void *, void *hits) { ++*static_cast<long *>(hits); }

int main() {
  const int boxes = 1000000;
  GEOSContextHandle_t context = GEOS_init_r();
  std::vector<GEOSGeometry *> items;
  for (int i = 0; i < boxes; i++) {
    double x = unit() * 99, y = unit() * 99, maxX = x + unit(), maxY = y + unit();
    items.push_back(GEOSGeom_createRectangle_r(context, x, y, maxX, maxY));
  }
  double start = now();
  GEOSSTRtree *tree = GEOSSTRtree_create_r(context, 10);
  for (GEOSGeometry *item : items) GEOSSTRtree_insert_r(context, tree, item, item);
  // The first question builds the tree.
  long none = 0;
  GEOSGeometry *corner = GEOSGeom_createRectangle_r(context, -2, -2, -1, -1);
  GEOSSTRtree_query_r(context, tree, corner, count, &none);
  printf("STRtree build, per box %23.1f ns\n", (now() - start) / boxes);
  const double sides[] = {100 * std::sqrt(0.1), 10, 1};
  const int counts[] = {100, 1000, 10000};
  for (int k = 0; k < 3; k++) {
    std::vector<GEOSGeometry *> queries;
    for (int i = 0; i < counts[k]; i++) {
      double x = unit() * (100 - sides[k]), y = unit() * (100 - sides[k]);
      queries.push_back(GEOSGeom_createRectangle_r(context, x, y, x + sides[k], y + sides[k]));
    }
    double times[9];
    long hits = 0;
    for (double &time : times) {
      hits = 0;
      start = now();
      for (GEOSGeometry *query : queries) GEOSSTRtree_query_r(context, tree, query, count, &hits);
      time = (now() - start) / counts[k];
    }
    std::sort(times, times + 9);
    printf("STRtree search, side %g (%ld found) %12.1f ns\n", sides[k], hits, times[4]);
  }
}
