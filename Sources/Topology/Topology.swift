// The Topology module.
