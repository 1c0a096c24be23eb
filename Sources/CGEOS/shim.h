// Only the reentrant API exists for us: every call takes a context that somebody owns.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
