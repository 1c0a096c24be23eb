// The Reconciliation module.
