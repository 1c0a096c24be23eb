// The SQLiteStore module.
