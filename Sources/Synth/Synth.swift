// The Synth module.
