//! Evidence for a court: BagIt with the proofs of the log, and custody as CASE/UCO.
