import fc from 'fast-check';

// A mutant is dead at its first counterexample, and nobody reads the smallest one; the same cases judge every mutant.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true, seed: 20_260_922 });
