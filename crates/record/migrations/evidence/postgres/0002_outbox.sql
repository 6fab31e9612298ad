-- What went out by which way, so that nothing is told twice and what nobody took is tried again.

-- A way by which alarms go out, such as a webhook.
CREATE TABLE evidence_channel (
    channel TEXT NOT NULL PRIMARY KEY, -- digest of what it is and where it leads, in hexadecimal digits
    first BIGINT NOT NULL, -- position of the first act whose alarm goes out by it
    busy BIGINT NOT NULL -- until when a process sends by it, microseconds since 1970 UTC
);
COMMENT ON TABLE evidence_channel IS 'A way by which alarms go out, such as a webhook.';
COMMENT ON COLUMN evidence_channel.channel IS 'digest of what it is and where it leads, in hexadecimal digits';
COMMENT ON COLUMN evidence_channel.first IS 'position of the first act whose alarm goes out by it';
COMMENT ON COLUMN evidence_channel.busy IS 'until when a process sends by it, microseconds since 1970 UTC';

-- Alarms that went out.
CREATE TABLE evidence_alarm_told (
    channel TEXT NOT NULL, -- the way
    alarm BIGINT NOT NULL, -- position of the act that raised the alarm
    at BIGINT NOT NULL, -- when it was taken, microseconds since 1970 UTC
    PRIMARY KEY (channel, alarm)
);
COMMENT ON TABLE evidence_alarm_told IS 'Alarms that went out.';
COMMENT ON COLUMN evidence_alarm_told.channel IS 'the way';
COMMENT ON COLUMN evidence_alarm_told.alarm IS 'position of the act that raised the alarm';
COMMENT ON COLUMN evidence_alarm_told.at IS 'when it was taken, microseconds since 1970 UTC';

-- What was last told of each store beside its alarms.
CREATE TABLE evidence_standing_told (
    channel TEXT NOT NULL, -- the way
    store BIGINT NOT NULL, -- number of the store
    standing TEXT NOT NULL, -- known, unknown or overdue
    at BIGINT NOT NULL, -- when it was taken, microseconds since 1970 UTC
    PRIMARY KEY (channel, store)
);
COMMENT ON TABLE evidence_standing_told IS 'What was last told of each store beside its alarms.';
COMMENT ON COLUMN evidence_standing_told.channel IS 'the way';
COMMENT ON COLUMN evidence_standing_told.store IS 'number of the store';
COMMENT ON COLUMN evidence_standing_told.standing IS 'known, unknown or overdue';
COMMENT ON COLUMN evidence_standing_told.at IS 'when it was taken, microseconds since 1970 UTC';
