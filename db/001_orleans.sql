-- The tables of Orleans' ADO.NET providers for clustering, persistence and reminders, and the statements that the providers look up by key.
-- Can be applied again at any time. Names and columns are the providers' own; the statements are ours, and say where they differ from what is usual.

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  varchar(64) PRIMARY KEY,
    QueryText text NOT NULL
);

-- Membership: one version row a cluster, and one row for each start of each silo.

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId varchar(150) PRIMARY KEY,
    Timestamp    timestamptz(3) NOT NULL DEFAULT now(),
    Version      integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
    Address      varchar(45) NOT NULL,
    Port         integer NOT NULL,
    Generation   integer NOT NULL,
    SiloName     varchar(150) NOT NULL,
    HostName     varchar(150) NOT NULL,
    Status       integer NOT NULL,
    ProxyPort    integer NOT NULL,
    SuspectTimes varchar(8000),
    StartTime    timestamptz(3) NOT NULL,
    IAmAliveTime timestamptz(3) NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

-- States. A string key is in GrainIdExtensionString; GrainTypeString holds the state's name. Unlike the usual table this one has a unique index,
-- so that of two writers that both saw no row, one fails.

CREATE TABLE IF NOT EXISTS OrleansStorage
(
    GrainIdHash            integer NOT NULL,
    GrainIdN0              bigint NOT NULL,
    GrainIdN1              bigint NOT NULL,
    GrainTypeHash          integer NOT NULL,
    GrainTypeString        varchar(512) NOT NULL,
    GrainIdExtensionString varchar(512),
    ServiceId              varchar(150) NOT NULL,
    PayloadBinary          bytea,
    ModifiedOn             timestamptz NOT NULL,
    Version                integer NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS OrleansStorage_key
    ON OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString) NULLS NOT DISTINCT;

-- Writes a state and answers its new version. The first write inserts, and answers null if somebody was faster; every other updates, and answers
-- the version given if it is no longer the stored one. The provider takes both as a conflict.
CREATE OR REPLACE FUNCTION orleans_write_state(
    grain_id_hash integer,
    grain_id_n0 bigint,
    grain_id_n1 bigint,
    grain_type_hash integer,
    state_name varchar,
    grain_key varchar,
    service_id varchar,
    state_version integer,
    payload bytea)
    RETURNS integer
    LANGUAGE plpgsql
AS $$
DECLARE
    written integer;
BEGIN
    IF state_version IS NULL THEN
        INSERT INTO OrleansStorage
        VALUES (grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, state_name, grain_key, service_id, payload, now(), 1)
        ON CONFLICT DO NOTHING
        RETURNING Version INTO written;
        RETURN written;
    END IF;

    -- Two statements, because the index serves "IS NULL" and "=", but not "IS NOT DISTINCT FROM".
    IF grain_key IS NULL THEN
        UPDATE OrleansStorage
        SET PayloadBinary = payload, ModifiedOn = now(), Version = Version + 1
        WHERE ServiceId = service_id AND GrainTypeString = state_name AND GrainIdN0 = grain_id_n0 AND GrainIdN1 = grain_id_n1
          AND GrainIdExtensionString IS NULL AND Version = state_version
        RETURNING Version INTO written;
    ELSE
        UPDATE OrleansStorage
        SET PayloadBinary = payload, ModifiedOn = now(), Version = Version + 1
        WHERE ServiceId = service_id AND GrainTypeString = state_name AND GrainIdN0 = grain_id_n0 AND GrainIdN1 = grain_id_n1
          AND GrainIdExtensionString = grain_key AND Version = state_version
        RETURNING Version INTO written;
    END IF;

    RETURN coalesce(written, state_version);
END
$$;

-- Removes a state and answers the version after the last, or the one given if it is no longer the stored one.
CREATE OR REPLACE FUNCTION orleans_delete_state(
    grain_id_n0 bigint, grain_id_n1 bigint, state_name varchar, grain_key varchar, service_id varchar, state_version integer)
    RETURNS integer
    LANGUAGE plpgsql
AS $$
DECLARE
    removed integer;
BEGIN
    IF grain_key IS NULL THEN
        DELETE FROM OrleansStorage
        WHERE ServiceId = service_id AND GrainTypeString = state_name AND GrainIdN0 = grain_id_n0 AND GrainIdN1 = grain_id_n1
          AND GrainIdExtensionString IS NULL AND Version = state_version
        RETURNING Version INTO removed;
    ELSE
        DELETE FROM OrleansStorage
        WHERE ServiceId = service_id AND GrainTypeString = state_name AND GrainIdN0 = grain_id_n0 AND GrainIdN1 = grain_id_n1
          AND GrainIdExtensionString = grain_key AND Version = state_version
        RETURNING Version INTO removed;
    END IF;

    RETURN coalesce(removed + 1, state_version);
END
$$;

-- Reminders. The hash is that of the grain's id and says which silo ticks it; the period is in milliseconds.

CREATE TABLE IF NOT EXISTS OrleansRemindersTable
(
    ServiceId    varchar(150) NOT NULL,
    GrainId      varchar(512) NOT NULL,
    ReminderName varchar(150) NOT NULL,
    StartTime    timestamptz(3) NOT NULL,
    Period       bigint NOT NULL,
    GrainHash    integer NOT NULL,
    Version      integer NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

CREATE INDEX IF NOT EXISTS OrleansRemindersTable_hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansQuery (QueryKey, QueryText)
VALUES

-- Makes the version row of a cluster, if there is none.
('InsertMembershipVersionKey', $query$
WITH inserted AS (
    INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT EXISTS (SELECT FROM inserted)
$query$),

-- Adds a silo and raises the version, both or neither: the version row is locked first, so that writers of a cluster follow one another.
('InsertMembershipKey', $query$
WITH raised AS (
    UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
    WHERE DeploymentId = @DeploymentId AND Version = @Version
      AND NOT EXISTS (
          SELECT FROM OrleansMembershipTable
          WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING DeploymentId
), inserted AS (
    INSERT INTO OrleansMembershipTable
        (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
    RETURNING 1
)
SELECT EXISTS (SELECT FROM inserted)
$query$),

('UpdateMembershipKey', $query$
WITH raised AS (
    UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1
    WHERE DeploymentId = @DeploymentId AND Version = @Version
      AND EXISTS (
          SELECT FROM OrleansMembershipTable
          WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING DeploymentId
), updated AS (
    UPDATE OrleansMembershipTable AS silo
    SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    FROM raised
    WHERE silo.DeploymentId = raised.DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    RETURNING 1
)
SELECT EXISTS (SELECT FROM updated)
$query$),

('UpdateIAmAlivetimeKey', $query$
UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$query$),

('MembershipReadRowKey', $query$
SELECT cluster.DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime, Version
FROM OrleansMembershipVersionTable AS cluster
LEFT JOIN OrleansMembershipTable AS silo
    ON silo.DeploymentId = cluster.DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
WHERE cluster.DeploymentId = @DeploymentId
$query$),

('MembershipReadAllKey', $query$
SELECT cluster.DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime, Version
FROM OrleansMembershipVersionTable AS cluster
LEFT JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = cluster.DeploymentId
WHERE cluster.DeploymentId = @DeploymentId
$query$),

('GatewaysQueryKey', $query$
SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$query$),

('DeleteMembershipTableEntriesKey', $query$
WITH silos AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
$query$),

('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$query$),

('WriteToStorageKey', $query$
SELECT orleans_write_state(
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion, @PayloadBinary
) AS NewGrainStateVersion
$query$),

-- A cleared state keeps its row, with a null payload and a version that goes on rising.
('ClearStorageKey', $query$
SELECT orleans_write_state(
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion, NULL
) AS NewGrainStateVersion
$query$),

('DeleteStorageKey', $query$
SELECT orleans_delete_state(
    @GrainIdN0, @GrainIdN1, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion
) AS NewGrainStateVersion
$query$),

('ReadFromStorageKey', $query$
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString = @GrainIdExtensionString
UNION ALL
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString IS NULL AND @GrainIdExtensionString::text IS NULL
$query$),

('UpsertReminderRowKey', $query$
INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
SET StartTime = EXCLUDED.StartTime, Period = EXCLUDED.Period, GrainHash = EXCLUDED.GrainHash, Version = OrleansRemindersTable.Version + 1
RETURNING Version
$query$),

('ReadReminderRowsKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId
$query$),

('ReadReminderRowKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
$query$),

('ReadRangeRows1Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
$query$),

('ReadRangeRows2Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
$query$),

('DeleteReminderRowKey', $query$
WITH deleted AS (
    DELETE FROM OrleansRemindersTable
    WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version
    RETURNING 1
)
SELECT EXISTS (SELECT FROM deleted)
$query$),

('DeleteReminderRowsKey', $query$
DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId
$query$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText WHERE OrleansQuery.QueryText <> EXCLUDED.QueryText;
