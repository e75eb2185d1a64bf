namespace Orchestrator.Benchmarks.Grains;

/// <summary>What a silo of the benchmark is started with.</summary>
internal sealed record SiloHostSettings
{
    /// <summary>The variable with the connection string, which holds a password and so is no argument.</summary>
    public const string DatabaseVariable = "BENCH_POSTGRES";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster that it joins.</summary>
    public required string Cluster { get; init; }

    /// <summary>Connection string of the cluster's database.</summary>
    public required string Database { get; init; }

    /// <summary>The port for other silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>The port for clients.</summary>
    public required int ClientPort { get; init; }

    /// <summary>The port of the API, for silos that serve it.</summary>
    public int? ApiPort { get; init; }
}
