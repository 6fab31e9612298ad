//! Parity for copies that are seldom read: Reed-Solomon, `k` shards of data and `m` of parity; any `k` rebuild the item.
