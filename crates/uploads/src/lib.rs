//! Files that somebody put up to be checked: sealed, waiting, checked, gone when their time is over.
