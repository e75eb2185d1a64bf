using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;
using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>
/// Calls a second within a silo, between two silos and from a client, and activations a second: told beside what was measured of Microsoft Orleans 10.4 on such a machine.
/// </summary>
internal static class GrainFigures
{
    private const int Many = 100;
    private const int Activations = 10_000;
    private const double Seconds = 3;
    private static readonly string[] Silos = ["bench-a", "bench-b"];

    /// <summary>The figures, of one run.</summary>
    public static IEnumerable<IMeasurement> Measurements()
    {
        var run = new Derived<ImmutableDictionary<string, double>>.Run(MeasureAsync);
        yield return Told(run, "calls-local-1", "0.6 M");
        yield return Told(run, "calls-local-100", "0.7 to 1.4 M");
        yield return Told(run, "calls-silos-1", "24,000");
        yield return Told(run, "calls-silos-100", "275,000");
        yield return Told(run, "calls-client-1", "12,000");
        yield return Told(run, "calls-client-100", "197,000");
        yield return Told(run, "activations-local", "53,000 to 67,000");
        yield return Told(run, "activations-client", "16,000 to 20,000");
    }

    private static Derived<ImmutableDictionary<string, double>> Told(Derived<ImmutableDictionary<string, double>>.Run run, string name, string orleans) =>
        new($"cluster.{name}", run, rates => new Figure
        {
            Name = "",
            Value = Math.Round(rates[name]),
            Unit = "per_second",
            Target = null,
            MoreIsBetter = true,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["per_second"] = [rates[name]] },
            Notes = [$"Microsoft Orleans 10.4 on 2 quiet cores: {orleans}"],
        });

    private static async Task<ImmutableDictionary<string, double>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync(cancellationToken: cancellationToken);
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        {
            await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, cancellationToken);
        }

        var cluster = UniqueName.Of("bench");
        await using var first = await SiloHostProcess.StartAsync(Silos[0], cluster, database.ConnectionString, cancellationToken);
        await using var second = await SiloHostProcess.StartAsync(Silos[1], cluster, database.ConnectionString, cancellationToken);
        using var client = SiloHost.Client(cluster, database.ConnectionString);
        await client.StartAsync(cancellationToken);
        var rates = await RatesAsync(client.Services.GetRequiredService<IClusterClient>());
        await client.StopAsync(cancellationToken);
        return rates;
    }

    private static async Task<ImmutableDictionary<string, double>> RatesAsync(IGrainFactory grains)
    {
        var (here, there) = (await TargetsAsync(grains, Silos[0]), await TargetsAsync(grains, Silos[1]));
        var caller = await CallerAsync(grains, Silos[0]);
        var rates = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var callers in new[] { 1, Many })
        {
            rates[Name("calls-local", callers)] = await WarmAsync(seconds => caller.Call(Plan(here, callers, seconds)));
            rates[Name("calls-silos", callers)] = await WarmAsync(seconds => caller.Call(Plan(there, callers, seconds)));
            rates[Name("calls-client", callers)] = await WarmAsync(seconds => Calls.RateAsync(grains, Plan([.. here, .. there], callers, seconds)));
        }

        rates["activations-local"] = await caller.Activate(new ActivationPlan { Prefix = "local", Count = Activations, Callers = Many });
        rates["activations-client"] = await Calls.ActivateAsync(grains, new ActivationPlan { Prefix = "client", Count = Activations, Callers = Many });
        return rates.ToImmutable();
    }

    private static string Name(string kind, int callers) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{callers}");

    private static CallPlan Plan(ImmutableArray<string> targets, int callers, double seconds) => new() { Targets = targets, Callers = callers, Seconds = seconds };

    // The first calls find code that is not compiled yet.
    private static async Task<double> WarmAsync(Func<double, Task<double>> rate)
    {
        await rate(Seconds / 2);
        return await rate(Seconds);
    }

    private static async Task<ImmutableArray<string>> TargetsAsync(IGrainFactory grains, string silo)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; found.Count < Many; index++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"target/{index}");
            if (await grains.GetGrain<IEchoGrain>(key).Silo() == silo)
            {
                found.Add(key);
            }
        }

        return found.ToImmutable();
    }

    private static async Task<ICallerGrain> CallerAsync(IGrainFactory grains, string silo)
    {
        for (var index = 0; ; index++)
        {
            var caller = grains.GetGrain<ICallerGrain>(string.Create(CultureInfo.InvariantCulture, $"caller/{index}"));
            if (await caller.Silo() == silo)
            {
                return caller;
            }
        }
    }
}
