using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Storage.Tests;

/// <summary>The database reckons amounts as the control plane does: whoever is admitted by the one is admitted by the other.</summary>
public sealed class QuotaAmountTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int Pods = 300;
    private static readonly string[] Amounts = ["0", "1", "250m", "1500m", "64Mi", "1Gi", "1.5", "2e3", "3k", "100u"];

    [Fact]
    public async Task Pod_asks_of_the_database_what_it_asks_of_a_node()
    {
        var random = new Random(20261122);
        for (var index = 0; index < Pods; index++)
        {
            var spec = Spec(random);
            foreach (var resource in new[] { ResourceName.Cpu, ResourceName.Memory })
            {
                Assert.True(
                    PodRequests.Peak(spec, resource, container => container.Resources.Requests.AmountOf(resource)).Nanos == await AmountAsync(spec, "requests", resource),
                    $"pod {index}: {resource} of {ResourceJson.Serialize(spec)}");
            }
        }
    }

    [Theory]
    [InlineData("500m")]
    [InlineData("1.5")]
    [InlineData("64Mi")]
    [InlineData("1e3")]
    [InlineData("2E")]
    [InlineData("12e-3")]
    [InlineData("3Ti")]
    [InlineData("-5k")]
    public async Task Quantity_means_the_same_amount(string text)
    {
        await using var command = storage.DataSource.CreateCommand("SELECT trunc(quantity_value($1) * 1e9)::text");
        command.Parameters.Add(new() { Value = text });

        Assert.Equal(Quantity.Parse(text).Nanos, BigInteger.Parse((string)(await command.ExecuteScalarAsync())!, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "Pod", "pods")]
    [InlineData("", "Endpoints", "endpoints")]
    [InlineData("networking.k8s.io", "NetworkPolicy", "networkpolicies")]
    [InlineData("networking.k8s.io", "Ingress", "ingresses")]
    [InlineData("apps", "Deployment", "deployments")]
    public async Task Plural_follows_the_usual_rule(string group, string kind, string plural)
    {
        await using var command = storage.DataSource.CreateCommand("SELECT plural_of($1, $2)");
        command.Parameters.Add(new() { Value = group });
        command.Parameters.Add(new() { Value = kind });

        Assert.Equal(plural, await command.ExecuteScalarAsync());
    }

    private static PodSpec Spec(Random random) => new()
    {
        Containers = [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => Container($"c{index}", random, isInit: false))],
        InitContainers = [.. Enumerable.Range(0, random.Next(0, 4)).Select(index => Container($"i{index}", random, isInit: true))],
        Overhead = random.Next(4) == 0 ? QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Parse("10m")) : QuantityMap.Empty,
    };

    private static Container Container(string name, Random random, bool isInit) => new()
    {
        Name = name,
        RestartPolicy = isInit && random.Next(2) == 0 ? RestartPolicy.Always : null,
        Resources = new ResourceRequirements { Requests = Map(random) },
    };

    private static ImmutableSortedDictionary<string, Quantity> Map(Random random) => QuantityMap.Empty.AddRange(
        new[] { ResourceName.Cpu, ResourceName.Memory }.Where(_ => random.Next(3) > 0).Select(name => KeyValuePair.Create(name, Quantity.Parse(Amounts[random.Next(Amounts.Length)]))));

    private async Task<BigInteger> AmountAsync(PodSpec spec, string section, string resource)
    {
        // What is compiled for such small work takes a second each time.
        await using var connection = await storage.DataSource.OpenConnectionAsync();
        await using var setting = new NpgsqlCommand("SET jit = off", connection);
        await setting.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("SELECT trunc(amount * 1e9)::text FROM pod_amounts($1, $2) WHERE name = $3", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = ResourceJson.Serialize(spec), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = section });
        command.Parameters.Add(new NpgsqlParameter { Value = resource });
        return await command.ExecuteScalarAsync() is string amount ? BigInteger.Parse(amount, CultureInfo.InvariantCulture) : BigInteger.Zero;
    }
}
