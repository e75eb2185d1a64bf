using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

public sealed class DiagnosticsTests(DiagnosticsTests.Traced fixture) : IClassFixture<DiagnosticsTests.Traced>
{
    [Fact]
    public async Task The_meter_tells_of_requests_and_activations()
    {
        var instruments = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Microsoft.Orleans")
                {
                    instruments[instrument.Name] = true;
                }
            },
        };
        listener.Start();
        await fixture.Grains.GetGrain<ITurnGrain>("diagnostics/meter").Increment();
        Assert.Contains(instruments.Keys, name => name.StartsWith("orleans-app-requests", StringComparison.Ordinal));
        Assert.Contains("orleans-catalog-activations", instruments.Keys);
    }

    // Under this name are the calls of interfaces whose namespace does not begin with "Orleans", which would make them the runtime's own.
    [Fact]
    public async Task A_call_is_traced_under_its_caller()
    {
        using var source = new ActivitySource("StandIns.Tests.Silos.Caller");
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = from => from.Name is "StandIns.Tests.Silos.Caller" or "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = source.StartActivity("caller")!;
        await fixture.Grains.GetGrain<ITurnGrain>("diagnostics/trace").Increment();
        await Eventually.TrueAsync(() =>
        {
            lock (ended)
            {
                return ended.Any(activity => activity.Source.Name == "Microsoft.Orleans.Application" && activity.TraceId == caller.TraceId);
            }
        });
    }

    public sealed class Traced : SiloFixture
    {
        protected override TestSiloSettings Settings => new() { Configure = silo => silo.AddActivityPropagation() };
    }
}
