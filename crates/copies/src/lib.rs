//! Copies of evidence that are our own: put, read back, verified, and destroyed only with a proof.
