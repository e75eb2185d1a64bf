using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Orchestrator.Benchmarks.Api;

/// <summary>Pods as running ones are stored, in the namespace <c>default</c>, on nodes that there are not.</summary>
internal static class StoredPods
{
    private const int BatchSize = 1000;

    /// <summary>The name of a pod.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"web-5d9c7b6f4-{index:00000}");

    /// <summary>Stores that many.</summary>
    public static async Task StoreAsync(string connectionString, int count, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        for (var start = 0; start < count; start += BatchSize)
        {
            // One transaction each, because versions are given by transactions and there is room for so many changes in one.
            await using var command = source.CreateCommand("SELECT add_resource(document::jsonb, 1, true) FROM unnest($1) AS document");
            command.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Range(start, Math.Min(BatchSize, count - start)).Select(Document).ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var analyze = source.CreateCommand("VACUUM ANALYZE resource");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Document(int index)
    {
        const string Began = "2026-01-01T00:00:00Z";
        var node = string.Create(CultureInfo.InvariantCulture, $"node-{index % 100}");
        JsonObject Condition(string type) => new() { ["type"] = type, ["status"] = "True", ["lastTransitionTime"] = Began };
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = NameOf(index),
                ["generateName"] = "web-5d9c7b6f4-",
                ["namespace"] = "default",
                ["uid"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{index:000000000000}"),
                ["generation"] = 1,
                ["creationTimestamp"] = Began,
                ["labels"] = new JsonObject { ["app"] = "web", ["pod-template-hash"] = "5d9c7b6f4", ["part"] = string.Create(CultureInfo.InvariantCulture, $"{index % 10}") },
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "apps/v1", ["kind"] = "ReplicaSet", ["name"] = "web-5d9c7b6f4", ["uid"] = "11111111-0000-4000-8000-000000000000",
                    ["controller"] = true, ["blockOwnerDeletion"] = true,
                }),
            },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = node,
                ["restartPolicy"] = "Always",
                ["terminationGracePeriodSeconds"] = 30,
                ["schedulerName"] = "default-scheduler",
                ["securityContext"] = new JsonObject(),
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "web",
                    ["image"] = "registry.example/web:1.24.3",
                    ["imagePullPolicy"] = "IfNotPresent",
                    ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 8080, ["protocol"] = "TCP" }),
                    ["env"] = new JsonArray(new JsonObject { ["name"] = "MODE", ["value"] = "production" }),
                    ["resources"] = new JsonObject
                    {
                        ["requests"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "128Mi" }, ["limits"] = new JsonObject { ["memory"] = "256Mi" },
                    },
                    ["readinessProbe"] = new JsonObject
                    {
                        ["httpGet"] = new JsonObject { ["path"] = "/ready", ["port"] = 8080, ["scheme"] = "HTTP" },
                        ["timeoutSeconds"] = 1, ["periodSeconds"] = 10, ["successThreshold"] = 1, ["failureThreshold"] = 3,
                    },
                    ["terminationMessagePath"] = "/dev/termination-log",
                    ["terminationMessagePolicy"] = "File",
                }),
                ["tolerations"] = new JsonArray(
                    new JsonObject { ["key"] = "node.kubernetes.io/not-ready", ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 },
                    new JsonObject { ["key"] = "node.kubernetes.io/unreachable", ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 0 }),
            },
            ["status"] = new JsonObject
            {
                ["phase"] = "Running",
                ["conditions"] = new JsonArray(Condition("PodScheduled"), Condition("Initialized"), Condition("ContainersReady"), Condition("Ready")),
                ["hostIP"] = "10.0.0.1",
                ["podIP"] = "10.88.0.2",
                ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = "10.88.0.2" }),
                ["qosClass"] = "Burstable",
                ["startTime"] = Began,
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["name"] = "web", ["ready"] = true, ["started"] = true, ["restartCount"] = 0,
                    ["image"] = "registry.example/web:1.24.3",
                    ["imageID"] = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    ["containerID"] = "docker://0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Began } },
                    ["lastState"] = new JsonObject(),
                }),
            },
        }.ToJsonString(JsonSerializerOptions.Default);
    }
}
