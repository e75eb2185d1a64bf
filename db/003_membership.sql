-- What the Orleans stand-in wants of the membership table beyond what Orleans' ADO.NET provider does. Can be applied again at any time.

-- Which protocol each silo speaks, and the oldest that it understands: silos that would not understand one another are refused when they join.
CREATE TABLE IF NOT EXISTS silo_protocol
(
    DeploymentId varchar(150) NOT NULL,
    Address      varchar(45) NOT NULL,
    Port         integer NOT NULL,
    Generation   integer NOT NULL,
    Protocol     integer NOT NULL,
    Oldest       integer NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation),
    FOREIGN KEY (DeploymentId, Address, Port, Generation) REFERENCES OrleansMembershipTable ON DELETE CASCADE
);

INSERT INTO OrleansQuery (QueryKey, QueryText)
VALUES

-- As InsertMembershipKey, with the protocol.
('InsertSiloKey', $query$
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
), noted AS (
    INSERT INTO silo_protocol (DeploymentId, Address, Port, Generation, Protocol, Oldest)
    SELECT DeploymentId, @Address, @Port, @Generation, @Protocol, @Oldest FROM raised
)
SELECT EXISTS (SELECT FROM inserted)
$query$),

-- A silo of Microsoft Orleans has no row in silo_protocol.
('ReadSiloProtocolsKey', $query$
SELECT SiloName, Address, Port, Protocol, Oldest
FROM OrleansMembershipTable AS silo
LEFT JOIN silo_protocol AS spoken USING (DeploymentId, Address, Port, Generation)
WHERE DeploymentId = @DeploymentId AND Status <> 6
$query$),

-- Renews one silo's row, unless there is no time to renew it by, and reads those of the silos that it observes and the version, all in one statement. A renewal that is lost
-- with the server is made again at once, so it waits for no disk.
('HeartbeatKey', $query$
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
), renewed AS (
    UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    FROM quick
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation AND @IAmAliveTime IS NOT NULL
)
SELECT cluster.DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime, Version
FROM OrleansMembershipVersionTable AS cluster
LEFT JOIN OrleansMembershipTable AS silo
    ON silo.DeploymentId = cluster.DeploymentId
    AND (Address, Port, Generation) IN (SELECT * FROM unnest(@Addresses, @Ports, @Generations))
WHERE cluster.DeploymentId = @DeploymentId
$query$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText WHERE OrleansQuery.QueryText <> EXCLUDED.QueryText;
