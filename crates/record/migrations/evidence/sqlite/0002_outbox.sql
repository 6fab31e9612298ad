-- What went out by which way, so that nothing is told twice and what nobody took is tried again.

CREATE TABLE evidence_channel ( -- A way by which alarms go out, such as a webhook.
    channel TEXT NOT NULL PRIMARY KEY, -- digest of what it is and where it leads, in hexadecimal digits
    first INTEGER NOT NULL, -- position of the first act whose alarm goes out by it
    busy INTEGER NOT NULL -- until when a process sends by it, microseconds since 1970 UTC
) STRICT;

CREATE TABLE evidence_alarm_told ( -- Alarms that went out.
    channel TEXT NOT NULL, -- the way
    alarm INTEGER NOT NULL, -- position of the act that raised the alarm
    at INTEGER NOT NULL, -- when it was taken, microseconds since 1970 UTC
    PRIMARY KEY (channel, alarm)
) STRICT;

CREATE TABLE evidence_standing_told ( -- What was last told of each store beside its alarms.
    channel TEXT NOT NULL, -- the way
    store INTEGER NOT NULL, -- number of the store
    standing TEXT NOT NULL, -- known, unknown or overdue
    at INTEGER NOT NULL, -- when it was taken, microseconds since 1970 UTC
    PRIMARY KEY (channel, store)
) STRICT;
